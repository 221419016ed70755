package org.incidentcomms.blog.site.page;

import java.net.URI;
import org.incidentcomms.kit.wording.Company;

/**
 * What every page says of the site itself.
 *
 * @param base path every link of the site begins with: empty, unless the status page's address has a path
 * @param url the status page's absolute address, without a slash at its end
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
