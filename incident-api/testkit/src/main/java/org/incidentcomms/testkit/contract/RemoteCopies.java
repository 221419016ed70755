package org.incidentcomms.testkit.contract;

import java.util.List;
import java.util.Map;

/** The remote side of a mirroring channel as a contract test sees and disturbs it: a blog, a repository. */
public interface RemoteCopies extends Outside {

    /** What is to be seen there now: the text of each incident's copy by the incident's id; several copies are a fault. */
    Map<String, List<String>> copies();
}
