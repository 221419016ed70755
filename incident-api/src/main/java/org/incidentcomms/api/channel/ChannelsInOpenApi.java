package org.incidentcomms.api.channel;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.incidentcomms.api.channel.CatalogueConfig.Channel;
import org.incidentcomms.api.request.ConstraintsInOpenApi;
import org.incidentcomms.api.request.TextRules;
import org.incidentcomms.events.ChannelTexts;

/** Adds the configured channels to the OpenAPI document at run time: no other names are accepted. */
@OpenApiFilter(OpenApiFilter.RunStage.RUN)
public final class ChannelsInOpenApi implements OASFilter {
    @Override
    public void filterOpenAPI(OpenAPI api) {
        List<Channel> channels = ConfigProvider.getConfig()
                .unwrap(io.smallrye.config.SmallRyeConfig.class)
                .getConfigMapping(CatalogueConfig.class)
                .channels();
        Map<String, Schema> schemas = api.getComponents().getSchemas();
        Schema choice = schemas.get("NotifyChoice");
        Schema texts = schemas.get("ChannelTexts");
        if (choice == null || texts == null) {
            throw new IllegalStateException("NotifyChoice and ChannelTexts are not in the document");
        }
        choice.properties(null).additionalPropertiesBoolean(false);
        texts.properties(null).additionalPropertiesBoolean(false);
        texts.addProperty(
                ChannelTexts.EMAIL_SUBJECT,
                text(ConstraintsInOpenApi.LINE, TextRules.SUBJECT).description("The whole subject line."));
        for (Channel channel : channels) {
            choice.addProperty(
                    channel.name(), OASFactory.createSchema().type(List.of(SchemaType.BOOLEAN, SchemaType.NULL)));
            channel.longestText()
                    .ifPresent(longest -> texts.addProperty(
                            channel.name(),
                            text(ConstraintsInOpenApi.PROSE, longest)
                                    .description("The text on " + channel.label() + ", without the link.")));
        }
    }

    private static Schema text(String pattern, int longest) {
        return OASFactory.createSchema()
                .type(new ArrayList<>(List.of(SchemaType.STRING, SchemaType.NULL)))
                .pattern(pattern)
                .minLength(1)
                .maxLength(longest);
    }
}
