package org.incidentcomms.api.console;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.UUID;
import org.incidentcomms.api.Api;

/** Drafts with a title of their own, and the console in a browser. */
abstract class DraftsInChromium extends InChromium {
    final String title = "Log-in fails " + UUID.randomUUID();

    static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    String drafted(String path, String fields) {
        return Api.operator()
                .body("{" + fields.replace("%s", title) + "}")
                .post(path)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }
}
