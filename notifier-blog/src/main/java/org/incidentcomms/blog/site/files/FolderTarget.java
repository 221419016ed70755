package org.incidentcomms.blog.site.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A folder, such as one a CDN or another web server reads. A file is replaced by one rename, with its time; compressed
 * forms are beside it.
 */
public final class FolderTarget implements ExportTarget {
    private static final List<String> SWEPT = List.of("incidents", "posts");

    private final Path target;

    /**
     * @throws IllegalArgumentException if one of the folders is inside the other
     */
    public FolderTarget(Path target, Path siteDirectory) {
        this.target = target.toAbsolutePath().normalize();
        Path site = siteDirectory.toAbsolutePath().normalize();
        if (this.target.startsWith(site) || site.startsWith(this.target)) {
            throw new IllegalArgumentException(
                    "SITE_EXPORT_DIRECTORY " + target + " and BLOG_SITE_DIRECTORY must not be inside each other");
        }
    }

    @Override
    public void copy(Path build, SitePath path) throws IOException {
        boolean isUnchanged = isSame(build.resolve(path.value()), target.resolve(path.value()));
        for (ContentCoding coding : ContentCoding.values()) {
            String name = path.value() + coding.extension();
            // A new build compresses only after it is published; until then the same content's form stays.
            if (!isUnchanged || Files.exists(build.resolve(name))) {
                copy(build, name);
            }
        }
        if (!isUnchanged) {
            copy(build, path.value());
        }
    }

    private void copy(Path from, String name) throws IOException {
        Path file = target.resolve(name);
        Path original = from.resolve(name);
        if (isSame(original, file)) {
            return;
        }
        Path half = file.resolveSibling("." + file.getFileName() + ".tmp");
        try {
            Files.createDirectories(file.getParent());
            Files.copy(original, half, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
            Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (NoSuchFileException e) {
            if (Files.exists(original)) {
                throw e;
            }
            Files.deleteIfExists(file);
        }
    }

    private static boolean isSame(Path original, Path copy) throws IOException {
        return Files.isRegularFile(copy, LinkOption.NOFOLLOW_LINKS)
                && Files.isRegularFile(original)
                && Files.size(original) == Files.size(copy)
                && Files.mismatch(original, copy) < 0;
    }

    @Override
    public void sweep(Predicate<SitePath> exists) throws IOException {
        try (Stream<Path> trees = Files.list(target)) {
            for (Path tree : Stream.concat(Stream.of(target), trees.filter(Files::isDirectory))
                    .toList()) {
                for (String directory : SWEPT) {
                    sweep(tree, directory, exists);
                }
            }
        }
    }

    /** @param tree the target, or the folder of another language */
    private static void sweep(Path tree, String directory, Predicate<SitePath> exists) throws IOException {
        if (!Files.isDirectory(tree.resolve(directory))) {
            return;
        }
        try (Stream<Path> pages = Files.list(tree.resolve(directory))) {
            for (Path page : pages.toList()) {
                String name = tree.relativize(page).toString().replaceFirst("\\.(gz|br)$", "");
                if (name.endsWith(".html") && SitePath.isSafe(name) && !exists.test(new SitePath(name))) {
                    Files.delete(page);
                }
            }
        }
    }
}
