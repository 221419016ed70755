package org.incidentcomms.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.incidentcomms.bench.ServiceLinks.Peer;
import org.incidentcomms.local.settings.StackPort;
import org.junit.jupiter.api.Test;

class FaultOptionsTest {

    @Test
    void everythingIsStruckByDefault() {
        FaultOptions options = parse("");
        assertThat(options.faults())
                .containsExactly(
                        Fault.KILL, Fault.PAUSE, Fault.CUT_POSTGRES, Fault.CUT_KAFKA, Fault.CUT_SMTP, Fault.RESTART);
        assertThat(options.targets(Fault.KILL))
                .containsExactly("incident-api", "notifier-email", "notifier-twitter", "notifier-blog");
        assertThat(options.targets(Fault.CUT_POSTGRES))
                .containsExactly("incident-api", "notifier-email", "notifier-twitter");
        assertThat(options.targets(Fault.CUT_SMTP)).containsExactly("notifier-email");
        assertThat(options.targets(Fault.RESTART)).containsExactly("postgres", "kafka");
        assertThat(options.setup().proxied()).containsExactlyInAnyOrder(Peer.values());
    }

    @Test
    void aCutIsAllThreeAndOnlyWhatIsCutGoesThroughAProxy() {
        assertThat(parse("--fault cut").faults()).containsExactly(Fault.CUT_POSTGRES, Fault.CUT_KAFKA, Fault.CUT_SMTP);
        assertThat(parse("--fault cut-kafka,kill").setup().proxied()).containsExactly(Peer.KAFKA);
        assertThat(parse("--fault kill,pause").setup().proxied()).isEmpty();
    }

    @Test
    void servicesNarrowItAndTheLastOfAnOptionCounts() {
        FaultOptions options =
                parse("--rounds 20 --service notifier-email,postgres --rounds 6 --replicas 1 --burst --seed 7");
        assertThat(options.targets(Fault.PAUSE)).containsExactly("notifier-email");
        assertThat(options.targets(Fault.RESTART)).containsExactly("postgres");
        assertThat(options.rounds()).isEqualTo(6);
        assertThat(options.replicas()).isEqualTo(1);
        assertThat(options.seed()).isEqualTo(7);
        assertThat(options.burst()).isTrue();
    }

    @Test
    void onlyWhatIsStruckHasASecondReplica() {
        assertThat(parse("--fault kill --service notifier-email").setup().replicas())
                .containsExactly(Map.entry(StackPort.NOTIFIER_EMAIL, 2));
        assertThat(parse("--fault restart --service kafka").setup().replicas()).hasSize(4);
        assertThat(parse("--fault depose").setup().replicas()).containsExactly(Map.entry(StackPort.INCIDENT_API, 2));
    }

    @Test
    void whatIsNotUnderstoodIsNamed() {
        assertThatThrownBy(() -> parse("--fault flood")).hasMessageContaining("flood");
        assertThatThrownBy(() -> parse("--service nobody")).hasMessageContaining("nobody");
        assertThatThrownBy(() -> parse("--rounds many")).hasMessageContaining("--rounds");
        assertThatThrownBy(() -> parse("--replicas 3")).hasMessageContaining("--replicas");
        assertThatThrownBy(() -> parse("--fault depose --replicas 1")).hasMessageContaining("two replicas");
        assertThatThrownBy(() -> parse("--fault fail-over")).hasMessageContaining("deploy/chaos/run");
        assertThatThrownBy(() -> parse("--fault fill-disk")).hasMessageContaining("deploy/chaos/run");
        assertThatThrownBy(() -> parse("20")).hasMessageContaining("20");
    }

    private static FaultOptions parse(String words) {
        return FaultOptions.parse(words.isEmpty() ? List.of() : List.of(words.split(" ", -1)));
    }
}
