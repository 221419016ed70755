package org.incidentcomms.email.subscriber;

import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.Base64;

/** Generates recipient keys: 128 random bits, safe in a URL and in the local part of a Message-ID. */
@Singleton
class RecipientKeys {
    private static final int BYTES = 16;
    private final SecureRandom random = new SecureRandom();

    String next() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
