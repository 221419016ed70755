package org.incidentcomms.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EmailReportTest {

    private static final MailingResult FAST = new MailingResult(50_000, 5, 0.1, 100, 40);
    private static final MailingResult SLOW = new MailingResult(50_000, 25, 0.1, 100, 40);

    private final EmailReport report = new EmailReport();

    @Test
    void aBuildThatMeetsEveryTargetIsMet() {
        report.list(result(ListResult.THIS, 32, FAST, FAST, 250, 60));
        assertThat(report.missed()).isEmpty();
        assertThat(report.toString()).contains("met").doesNotContain("MISSED");
    }

    @Test
    void eachMissedTargetIsNamed() {
        MailingResult costly = new MailingResult(50_000, 25, 0.1, 121, 51);
        report.list(result(ListResult.THIS, 64, SLOW, costly, 251, 61));
        assertThat(report.missed())
                .hasSize(6)
                .allMatch(sentence -> sentence.startsWith("64 connections: "))
                .anyMatch(sentence -> sentence.contains("warm rate / smtp-source is 0.2000, must be at least 0.6000"))
                .anyMatch(sentence -> sentence.contains("cold rate"))
                .anyMatch(sentence -> sentence.contains("CPU of notifier-email"))
                .anyMatch(sentence -> sentence.contains("CPU of PostgreSQL"))
                .anyMatch(sentence -> sentence.contains("memory"))
                .anyMatch(sentence -> sentence.contains("bytes per recipient"));
    }

    @Test
    void fewConnectionsHaveNoTargetForTheRate() {
        report.list(result(ListResult.THIS, 8, SLOW, SLOW, 250, 60));
        assertThat(report.missed()).isEmpty();
    }

    @Test
    void theOldBuildHasNoTargetsAndIsComparedByConnections() {
        report.list(result(ListResult.THIS, 32, FAST, FAST, 250, 60));
        report.list(result(ListResult.OLD, 32, FAST, SLOW, 900, 60));
        report.list(result(ListResult.THIS, 8, FAST, FAST, 250, 60));
        assertThat(report.missed()).isEmpty();
        assertThat(report.toString())
                .containsOnlyOnce("this build / old build")
                .contains("this build / old build, 32 connections: cold 1.00, warm 5.00");
    }

    @Test
    void theEngineOfQuarkusMailerIsComparedByConnections() {
        report.list(result(ListResult.THIS, 32, FAST, FAST, 250, 60));
        report.mailer(32, 2_500);
        report.mailer(8, 9_000);
        assertThat(report.missed()).isEmpty();
        assertThat(report.toString()).contains("32 connections: 2,500 mails/s; notifier-email, warm: 4.0 times");
        report.mailer(32, 5_000);
        assertThat(report.missed()).singleElement().asString().contains("Quarkus Mailer is 2.00");
    }

    @Test
    void theTableHasOneColumnPerResult() {
        report.list(result(ListResult.THIS, 8, SLOW, FAST, 200, 60));
        report.list(result(ListResult.THIS, 32, SLOW, FAST, 200, 60));
        assertThat(report.toString().lines())
                .anyMatch(line -> line.matches("connections +8 +32"))
                .anyMatch(line -> line.matches("cold, mails/s +2,000 +2,000"))
                .anyMatch(line -> line.matches("warm, mails/s +10,000 +10,000"))
                .anyMatch(line -> line.matches(" +of smtp-source +1\\.00 +1\\.00 +>= 0\\.60"))
                .noneMatch(line -> line.startsWith("build"));
    }

    @Test
    void aDelayIsComparedWithWhatItAllows() {
        DelayResult result = new DelayResult(64, 20, 1_000, new MailingResult(16_000, 20, 0.1, 100, 40));
        assertThat(result.share()).isEqualTo(0.8);
        report.delay(result);
        assertThat(report.missed()).singleElement().asString().contains("of what is allowed: 0.80");
        assertThat(new DelayResult(64, 20, 5_000, result.mailing()).share()).isEqualTo(0.5);
        assertThat(result.toString()).contains("800 mails/s").contains("25 % of 3,200 (1)", "100 % of 800 (4)");
        assertThat(DelayResult.mails(64, 20, 50_000)).isEqualTo(16_000);
        assertThat(DelayResult.mails(64, 20, 10_000)).isEqualTo(10_000);
        assertThat(DelayResult.mails(1, 20, 10_000)).isEqualTo(1_000);
    }

    @Test
    void aMessageHasTheWantedLength() {
        assertThat(MailSizing.message(10)).hasSize(10).endsWith(".");
        assertThat(MailSizing.message(2_000)).hasSize(2_000).endsWith(".");
    }

    private static ListResult result(
            String build, int connections, MailingResult cold, MailingResult warm, double peakMb, double bytes) {
        return new ListResult(build, connections, 5_000, 10_000, cold, warm, peakMb, peakMb, bytes, 0.1, 300);
    }
}
