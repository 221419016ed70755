package org.incidentcomms.api.console;

/**
 * What the page must know before its first call.
 *
 * @param signOff under which a text goes out that nobody signed
 * @param timeZone in which a maintenance is told that names none
 * @param statusPage where customers look
 * @param issuer of the OpenID Connect provider, empty where tokens are pasted
 * @param clientId of the console at that provider
 * @param scope asked for there
 */
record ConsolePage(
        String company,
        String signOff,
        String timeZone,
        String statusPage,
        String issuer,
        String clientId,
        String scope) {}
