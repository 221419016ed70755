package org.incidentcomms.api.request;

import java.util.Set;

/** The names of the blanks that templates declare. */
public interface DeclaredBlanks {
    /** In lower case, without brackets. */
    Set<String> names();
}
