package org.incidentcomms.blog.publish.wordpress;

/**
 * How a stub is installed, and what is wrong with it.
 *
 * @param folder of the installation: {@code /blog}, or empty
 * @param plain whether it has plain permalinks
 * @param problem what is wrong, or {@code NONE}
 */
record StubSettings(String folder, boolean plain, Problem problem) {
    enum Problem {
        NONE,
        APPLICATION_PASSWORDS_OFF,
        HEADER_STRIPPED,
        CONTRIBUTOR,
        WEB_PAGE_INSTEAD_OF_JSON,
        FIREWALL,
        SECURITY_PLUGIN,
        REDIRECT_TO_HTTPS,
        PASSWORD_OF_THE_WEB_SERVER,
        NO_WORDPRESS,
        SEARCH_PLUGIN,
        PAGE_IGNORED,
        AUTHOR_MAY_NOT_CREATE_CATEGORIES
    }

    static final StubSettings USUAL = new StubSettings("", false, Problem.NONE);

    StubSettings in(String folder) {
        return new StubSettings(folder, plain, problem);
    }

    StubSettings withPlainPermalinks() {
        return new StubSettings(folder, true, problem);
    }

    StubSettings with(Problem problem) {
        return new StubSettings(folder, plain, problem);
    }
}
