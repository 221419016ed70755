package org.incidentcomms.api.preview;

import java.time.Duration;
import org.incidentcomms.api.preview.NotifierClient.PreviewConfig;

/** Fixed settings. */
record Asking(Duration timeout, int maxBytes) implements PreviewConfig {}
