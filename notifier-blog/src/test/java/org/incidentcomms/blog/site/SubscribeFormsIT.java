package org.incidentcomms.blog.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.incidentcomms.blog.site.SiteFiles.pages;
import static org.incidentcomms.blog.site.SiteFiles.read;
import static org.incidentcomms.blog.site.Stories.NOW;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.incidentcomms.blog.site.model.SiteModel;
import org.incidentcomms.blog.site.page.Assets;
import org.incidentcomms.blog.site.page.Branding;
import org.incidentcomms.blog.site.page.Pages;
import org.incidentcomms.blog.site.page.SignUpForm;
import org.incidentcomms.blog.site.page.SiteLanguages;
import org.incidentcomms.blog.site.text.MarkdownRenderer;
import org.incidentcomms.kit.wording.Company;
import org.incidentcomms.kit.wording.Language;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = ServiceResources.class, initArgs = @ResourceArg(name = "kafka", value = "true"))
class SubscribeFormsIT {
    @Inject
    Stories stories;

    @Inject
    Company company;

    @Test
    void everyPageHasAFormToSubscribeAndThePageOfAnOpenIncidentOneToHearOfItsEnd() throws IOException {
        Path site = stories.told("busy", ClickTimeStory.busy(NOW));

        pages(site).forEach((name, page) -> {
            if (name.equals("unavailable.html")) {
                return;
            }
            Element form = page.expectFirst(".bottom form");
            assertThat(form.attr("method")).as(name).isEqualTo("post");
            assertThat(form.attr("action")).isEqualTo("https://updates.clicktime.example/subscriptions");
            assertThat(form.select("input[name=email][type=email][required]")).hasSize(1);
            assertThat(form.select(".trap input[name=website][tabindex=-1]")).hasSize(1);
        });
        assertThat(read(site, "index.html").select("input[name=components]").eachAttr("value"))
                .containsExactly("cmp_web", "cmp_mobile", "cmp_login", "cmp_reports", "cmp_api", "cmp_qb");
        assertThat(read(site, "blog.html").select("input[name=components]")).isEmpty();
        assertThat(read(site, "incidents/slow-loading-times.html")
                        .select("main form input[name=incident]")
                        .eachAttr("value"))
                .containsExactly("slow-loading-times");
        for (String name : List.of("incidents/feb-2-performance.html", "incidents/scheduled-maintenance.html")) {
            assertThat(read(site, name).select("main form")).as(name).isEmpty();
        }
    }

    @Test
    void withoutAnAddressForThemThereAreNoForms() {
        Pages without = Pages.of(
                        company,
                        SiteLanguages.of(Language.ENGLISH, List.of()),
                        Assets.load(Branding.NONE),
                        SignUpForm.NONE,
                        Branding.NONE,
                        new MarkdownRenderer())
                .getFirst();
        SiteModel model = new SiteModel();
        ClickTimeStory.busy(NOW).forEach(model::apply);

        Document page = Jsoup.parse(without.status(model, NOW));
        Document incident = Jsoup.parse(without.incident(model.openIncidents().getFirst()));

        assertThat(page.select("form, .sign-up")).isEmpty();
        assertThat(incident.select("form, .sign-up, .follow-one")).isEmpty();
        assertThat(page.select(".follow").text()).contains("Ask ClickTime Support");
    }
}
