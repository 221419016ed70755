package org.incidentcomms.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.incidentcomms.local.settings.StackLayout;
import org.incidentcomms.local.settings.StackPort;
import org.incidentcomms.testkit.Directories;

/** A root directory whose notifier-email is that of another checkout; everything else is linked from this one. */
final class OldBuild implements AutoCloseable {

    private final Path root;

    private OldBuild(Path root) {
        this.root = root;
    }

    static OldBuild in(Path checkout, Path thisRoot) {
        Path root = Directories.temporary("bench-old-");
        try {
            for (StackPort service : StackLayout.SERVICES) {
                Path from = service == StackPort.NOTIFIER_EMAIL ? checkout : thisRoot;
                Files.createSymbolicLink(
                        root.resolve(service.owner()),
                        from.resolve(service.owner()).toRealPath());
            }
            return new OldBuild(root);
        } catch (IOException e) {
            Directories.delete(root);
            throw new UncheckedIOException("cannot link the services of " + checkout, e);
        }
    }

    Path root() {
        return root;
    }

    @Override
    public void close() {
        Directories.delete(root);
    }
}
