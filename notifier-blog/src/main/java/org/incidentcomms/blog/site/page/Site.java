package org.incidentcomms.blog.site.page;

import java.net.URI;
import java.util.List;
import org.incidentcomms.events.Incident;
import org.incidentcomms.kit.wording.Company;
import org.incidentcomms.kit.wording.Language;
import org.incidentcomms.kit.wording.MessageBundle;
import org.incidentcomms.kit.wording.MessageBundles;
import org.jspecify.annotations.Nullable;

/**
 * Site-wide values used by every page in one language.
 *
 * @param words the fixed texts
 * @param root path prefix of what exists once, such as feeds: empty, unless {@code STATUS_PAGE_URL} has a path
 * @param base path prefix of every page in this language: {@code root}, or {@code root} and {@code /de}
 * @param url absolute URL of {@code base}, without a trailing slash
 * @param editions the site in each of its languages, the company's first; empty if there is only one
 * @param signUp URL to which forms to subscribe are sent, null if there are none
 * @param chosenLanguage tag of this language, for forms; null if it is the company's, which needs no choosing
 * @param writtenIn tag of the language in which operators write, where it is not that of the page
 * @param zone IANA id of the time zone of its times
 * @param search the script of the page to search
 * @param icon URL of the favicon; the standard one is in the URL itself, which saves a request
 * @param frames what many pages share
 * @param picture absolute URL of a picture of 1200 by 630 pixels, for previews of links
 * @param logo URL of the company's logo, null if its name is shown instead
 * @param support how customers reach a person, as part of a sentence
 */
public record Site(
        MessageBundle words,
        String name,
        String root,
        String base,
        String url,
        List<Edition> editions,
        String css,
        String js,
        String search,
        String icon,
        String picture,
        @Nullable String logo,
        String handle,
        String handleUrl,
        String support,
        String signOff,
        @Nullable String signUp,
        @Nullable String chosenLanguage,
        @Nullable String writtenIn,
        Branding branding,
        String zone,
        FrameCache frames) {
    static final MessageBundles WORDS = new MessageBundles(Site.class, "site");

    /** The fixed texts in the company's language. */
    public static MessageBundle words(Company company) {
        return WORDS.in(company.language());
    }

    /**
     * The site in one language.
     *
     * @param tag IETF tag
     * @param name of the language, in the language
     * @param offer asks a reader of that language to come over
     * @param base as {@link Site#base}
     * @param url as {@link Site#url}
     */
    public record Edition(String tag, String name, String offer, String base, String url) {}

    static Site of(
            Company company,
            SiteLanguages languages,
            Assets assets,
            SignUpForm signUp,
            Branding branding,
            Language language) {
        URI statusPage = company.statusPage();
        String root = statusPage.getRawPath() == null ? "" : statusPage.getRawPath();
        String tree = tree(languages, language);
        String handle = company.xHandle();
        Assets.Asset logo = assets.logo();
        return new Site(
                WORDS.in(language),
                company.name(),
                root,
                root + tree,
                statusPage + tree,
                languages.others().isEmpty()
                        ? List.of()
                        : languages.all().stream()
                                .map(other -> edition(company, root, languages, other))
                                .toList(),
                root + "/" + assets.css().path(),
                root + "/" + assets.js().path(),
                root + "/" + assets.search().path(),
                branding.favicon() == null
                        ? assets.icon().inline()
                        : root + "/" + assets.icon().path(),
                statusPage + "/" + assets.picture().path(),
                logo == null ? null : root + "/" + logo.path(),
                handle,
                "https://x.com/" + handle.replaceFirst("^@", ""),
                company.support(),
                company.signOff(),
                signUp.action(),
                language == languages.company() ? null : language.tag(),
                language == languages.company() ? null : languages.company().tag(),
                branding,
                company.timeZone().getId(),
                new FrameCache());
    }

    /** Tag of the language of a text that operators wrote, null if it is the page's. */
    @Nullable String langOf(boolean isTranslated) {
        return isTranslated ? null : writtenIn;
    }

    /** What operators wrote, in the language of the pages where it is translated. */
    Incident told(Incident incident) {
        return incident.in(words.tag());
    }

    private static Edition edition(Company company, String root, SiteLanguages languages, Language language) {
        MessageBundle words = WORDS.in(language);
        String tree = tree(languages, language);
        return new Edition(
                words.tag(),
                words.text("language.name"),
                words.text("script.language"),
                root + tree,
                company.statusPage() + tree);
    }

    private static String tree(SiteLanguages languages, Language language) {
        String segment = languages.segment(language);
        return segment.isEmpty() ? "" : "/" + segment;
    }
}
