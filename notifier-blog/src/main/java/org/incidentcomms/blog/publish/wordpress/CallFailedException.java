package org.incidentcomms.blog.publish.wordpress;

import org.incidentcomms.kit.channel.DeliveryResult;

/** A call that ends a delivery made of several calls; holds the delivery's result. */
final class CallFailedException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient DeliveryResult result;

    CallFailedException(DeliveryResult result) {
        super(result.toString(), null, false, false);
        this.result = result;
    }

    DeliveryResult result() {
        return result;
    }
}
