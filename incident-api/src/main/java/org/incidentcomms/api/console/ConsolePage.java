package org.incidentcomms.api.console;

import java.util.List;
import org.incidentcomms.api.channel.CatalogueConfig.Channel;
import org.incidentcomms.api.template.CompanyConfig;

/**
 * The configuration of the page.
 *
 * @param company its texts are also template variables
 * @param statusPage link to the public page
 * @param email address of notifier-email for browsers, empty without one
 * @param channels of the catalogue
 * @param issuer of the OpenID Connect provider, empty if tokens are pasted
 * @param clientId of the console at that provider
 * @param scope requested there
 * @param undoSeconds how long a publication waits
 */
record ConsolePage(
        CompanyConfig company,
        String statusPage,
        String email,
        List<Channel> channels,
        String issuer,
        String clientId,
        String scope,
        long undoSeconds) {}
