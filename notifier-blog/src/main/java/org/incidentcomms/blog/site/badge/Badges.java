package org.incidentcomms.blog.site.badge;

import java.util.ArrayList;
import java.util.List;
import org.incidentcomms.blog.site.files.DerivedFile;
import org.incidentcomms.blog.site.files.SitePath;
import org.incidentcomms.blog.site.model.SiteModel;
import org.incidentcomms.blog.site.page.StatusBadge;
import org.incidentcomms.blog.site.page.StatusBadges;
import org.incidentcomms.events.Component;
import org.incidentcomms.kit.wording.Company;

/**
 * {@code badge.svg} with the overall status, and one for each component, by its name and by its id. Not thread-safe.
 */
public final class Badges {
    private static final String FILE = "badge.svg";

    private final Company company;
    private final StatusBadges badges;
    private List<Component> known = List.of();
    private List<DerivedFile> ofComponents = List.of();

    public Badges(Company company) {
        this.company = company;
        this.badges = StatusBadges.of(company);
    }

    @SuppressWarnings("ReferenceEquality") // the model makes a new list when a component changes
    public List<DerivedFile> of(SiteModel model) {
        if (model.components() != known) {
            known = model.components();
            ofComponents = ofComponents(model);
        }
        List<DerivedFile> files = new ArrayList<>(ofComponents);
        files.add(badge(FILE, company.name(), badges.of(model.overall())));
        return files;
    }

    private List<DerivedFile> ofComponents(SiteModel model) {
        List<DerivedFile> files = new ArrayList<>();
        for (Component component : model.components()) {
            StatusBadge status = badges.of(component.status());
            for (String folder : model.foldersOf(component)) {
                files.add(badge(folder + FILE, component.name(), status));
            }
        }
        return files;
    }

    private static DerivedFile badge(String path, String label, StatusBadge status) {
        return new DerivedFile(
                new SitePath(path), List.of(label, status), () -> BadgeImage.of(label, status.words(), status.tone()));
    }
}
