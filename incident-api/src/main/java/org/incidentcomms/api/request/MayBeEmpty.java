package org.incidentcomms.api.request;

/** A request whose fields may all be left out, so that no body at all stands for an empty object. */
public interface MayBeEmpty {}
