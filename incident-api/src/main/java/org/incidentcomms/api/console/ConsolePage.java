package org.incidentcomms.api.console;

import java.util.List;
import org.incidentcomms.api.channel.CatalogueConfig.Channel;
import org.incidentcomms.api.template.CompanyConfig;

/**
 * What the page must know before its first call.
 *
 * @param company whose incidents these are; its texts also fill templates
 * @param statusPage where customers look
 * @param channels to tell them through
 * @param issuer of the OpenID Connect provider, empty where tokens are pasted
 * @param clientId of the console at that provider
 * @param scope asked for there
 */
record ConsolePage(
        CompanyConfig company,
        String statusPage,
        List<Channel> channels,
        String issuer,
        String clientId,
        String scope) {}
