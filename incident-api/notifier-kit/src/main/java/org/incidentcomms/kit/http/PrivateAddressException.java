package org.incidentcomms.kit.http;

import java.net.UnknownHostException;

/** The target has no permitted address. Nothing was sent. */
public final class PrivateAddressException extends UnknownHostException {
    private static final long serialVersionUID = 1L;

    PrivateAddressException(String host) {
        super(host + " has no public address");
    }
}
