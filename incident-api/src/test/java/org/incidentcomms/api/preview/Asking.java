package org.incidentcomms.api.preview;

import java.time.Duration;

/** Fixed settings. */
record Asking(Duration timeout, int maxBytes) implements PreviewConfig {}
