package org.incidentcomms.api.template;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.ZoneId;

/** The company ({@code COMPANY_NAME} and so on), as configured for the notifiers too. */
@ConfigMapping(prefix = "company")
public interface CompanyConfig {
    @WithDefault("ClickTime")
    String name();

    @WithName("time.zone")
    ZoneId timeZone();

    @WithName("x.handle")
    @WithDefault("@clicktime")
    String xHandle();

    @WithName("sign.off")
    @WithDefault("ClickTime Web Operations")
    String signOff();

    @WithDefault("ClickTime Support or your account representative")
    String support();
}
