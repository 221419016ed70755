package org.incidentcomms.api.preview;

import org.incidentcomms.api.preview.NotifierClient.PreviewConfig;
import java.time.Duration;

/** Fixed settings. */
record Asking(Duration timeout, int maxBytes) implements PreviewConfig {}
