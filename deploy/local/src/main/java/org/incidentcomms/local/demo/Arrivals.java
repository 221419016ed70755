package org.incidentcomms.local.demo;

import java.io.PrintStream;
import java.util.List;
import org.incidentcomms.local.client.StackClient;
import org.incidentcomms.local.settings.RunningStack;

final class Arrivals {
    Arrivals(StackClient c, RunningStack s, PrintStream o) {}

    boolean check(List<Announcement> a) {
        return true;
    }
}
