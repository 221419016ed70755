package org.incidentcomms.email.subscriber;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.incidentcomms.email.subscriber.ImportRow.Flaw;
import org.jspecify.annotations.Nullable;

/**
 * Imports a list row by row, in batches that each commit: memory does not grow with the file, and an import that broke
 * off is simply repeated, for known addresses are left as they are.
 */
@Singleton
class SubscriberImport {
    private static final int BATCH = 500;
    private static final int MOST_FLAWS_TOLD = 1000;

    private final ImportBatches batches;
    private final Clock clock;

    SubscriberImport(ImportBatches batches, Clock clock) {
        this.batches = batches;
        this.clock = clock;
    }

    /**
     * What became of the rows.
     *
     * @param added new subscribers
     * @param known addresses that were on the list already, or earlier in the file; not changed
     * @param left addresses that left before, and did not ask again
     * @param invalid rows with errors; the others are imported
     * @param errors of the first 1,000 invalid rows, without any value of the row
     */
    public record Report(int added, int known, int left, int invalid, List<Flaw> errors) {}

    /** @param welcome whether those who are added are told so by mail */
    Report run(ImportSource source, boolean welcome, String operator) throws IOException {
        int added = 0;
        int known = 0;
        int left = 0;
        int invalid = 0;
        List<Flaw> told = new ArrayList<>();
        Map<String, ImportRow> batch = new LinkedHashMap<>();
        for (ImportSource.Raw raw = source.next(); ; raw = source.next()) {
            if (raw == null || batch.size() == BATCH) {
                ImportBatches.Result result = batches.add(List.copyOf(batch.values()), welcome, operator);
                added += result.added();
                left += result.left();
                known += batch.size() - result.added() - result.left();
                batch.clear();
            }
            if (raw == null) {
                return new Report(added, known, left, invalid, told);
            }
            List<Flaw> flaws = new ArrayList<>();
            ImportRow row = read(raw, flaws);
            if (row == null) {
                invalid++;
                flaws.stream().limit(Math.max(0, MOST_FLAWS_TOLD - told.size())).forEach(told::add);
            } else if (batch.putIfAbsent(row.address().key(), row) != null) {
                known++;
            }
        }
    }

    private @Nullable ImportRow read(ImportSource.Raw raw, List<Flaw> flaws) {
        if (raw.fields() == null) {
            flaws.add(new Flaw(raw.line(), "", raw.problem()));
            return null;
        }
        return ImportRow.read(raw.line(), raw.fields(), clock.instant(), flaws);
    }
}
