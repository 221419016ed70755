package org.incidentcomms.testkit.contract;

import java.util.List;
import java.util.Map;

/** The remote system of a mirroring channel, as a contract test observes and disturbs it: a blog, a repository. */
public interface RemoteCopies extends RemoteSystem {

    /** The current copies: text by incident id; several copies of one incident are an error. */
    Map<String, List<String>> copies();
}
