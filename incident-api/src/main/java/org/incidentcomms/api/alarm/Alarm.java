package org.incidentcomms.api.alarm;

/**
 * A condition somebody must look at.
 *
 * @param key the same as long as the condition lasts; a condition is told once
 * @param text one sentence, without addresses or secrets
 */
record Alarm(String key, String text) {}
