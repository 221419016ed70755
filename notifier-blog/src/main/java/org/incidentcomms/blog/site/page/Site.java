package org.incidentcomms.blog.site.page;

import java.net.URI;
import org.incidentcomms.kit.wording.Company;

/**
 * Site-wide values used by every page.
 *
 * @param base path prefix of every link of the site: empty, unless {@code STATUS_PAGE_URL} has a path
 * @param url absolute URL of the status page, without a trailing slash
 * @param support how customers reach a person, as part of a sentence
 */
public record Site(
        String name,
        String base,
        String url,
        String css,
        String js,
        String icon,
        String handle,
        String handleUrl,
        String support,
        String signOff) {

    static Site of(Company company, Assets assets) {
        URI statusPage = company.statusPage();
        String base = statusPage.getRawPath() == null ? "" : statusPage.getRawPath();
        String handle = company.xHandle();
        return new Site(
                company.name(),
                base,
                statusPage.toString(),
                base + "/" + assets.css().path(),
                base + "/" + assets.js().path(),
                base + "/" + assets.icon().path(),
                handle,
                "https://x.com/" + handle.replaceFirst("^@", ""),
                company.support(),
                company.signOff());
    }
}
