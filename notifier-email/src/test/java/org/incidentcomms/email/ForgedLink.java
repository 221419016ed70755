package org.incidentcomms.email;

/** A link that ends in a token whose signature is wrong. */
public final class ForgedLink {
    private ForgedLink() {}

    /**
     * Another character in the middle of the signature. The last one stands for two bits only, so that replacing the end
     * may leave the signature as it is.
     */
    public static String of(String link) {
        int at = link.length() - 10;
        return link.substring(0, at) + (link.charAt(at) == 'A' ? 'B' : 'A') + link.substring(at + 1);
    }
}
