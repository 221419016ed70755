package org.incidentcomms.api.console;

import java.util.List;
import org.incidentcomms.api.channel.CatalogueConfig.Channel;
import org.incidentcomms.api.template.CompanyConfig;

/**
 * The configuration of the page.
 *
 * @param company its texts are also template variables
 * @param statusPage link to the public page
 * @param channels of the catalogue
 * @param issuer of the OpenID Connect provider, empty if tokens are pasted
 * @param clientId of the console at that provider
 * @param scope requested there
 */
record ConsolePage(
        CompanyConfig company,
        String statusPage,
        List<Channel> channels,
        String issuer,
        String clientId,
        String scope) {}
