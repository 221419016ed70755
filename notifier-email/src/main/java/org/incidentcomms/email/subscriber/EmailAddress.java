package org.incidentcomms.email.subscriber;

import java.net.IDN;
import java.util.Locale;
import java.util.regex.Pattern;
import org.incidentcomms.service.problem.Problems;

/**
 * A deliverable address as typed, with its domain in ASCII.
 *
 * <p>Stricter than RFC 5321: no quoted local part, no address literal, no single-label domain, and a local part in
 * ASCII (RFC 6531 would need a relay that offers SMTPUTF8). An accepted address has no character that could end a
 * header or an SMTP command, even if a library drops the upper byte of a character.
 */
public record EmailAddress(String value) {
    private static final Pattern LOCAL =
            Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*");
    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?");
    private static final Pattern ONLY_DIGITS = Pattern.compile("\\d+");
    /** IDNA 2003, which Java implements, maps these to other letters, that is to another domain than the one typed. */
    private static final Pattern AMBIGUOUS = Pattern.compile("[ßς\\u200c\\u200d]");

    private static final int LONGEST_LOCAL = 64;
    private static final int LONGEST = 254;
    private static final int LONGEST_LABEL = 63;

    /**
     * Parses an address.
     *
     * @throws InvalidAddressException with a reason for the person who typed it
     */
    static EmailAddress parse(String typed) {
        String text = typed.strip();
        if (text.isEmpty()) {
            throw new InvalidAddressException("must not be empty");
        }
        if (text.chars().anyMatch(c -> Character.isISOControl(c) || Character.isWhitespace(c))) {
            throw new InvalidAddressException("must not contain spaces or control characters");
        }
        int at = text.lastIndexOf('@');
        if (at < 1 || at == text.length() - 1) {
            throw new InvalidAddressException("must look like name@example.com");
        }
        String local = local(text.substring(0, at));
        String address = local + "@" + domain(text.substring(at + 1));
        if (address.length() > LONGEST) {
            throw new InvalidAddressException("must not be longer than " + LONGEST + " characters");
        }
        return new EmailAddress(address);
    }

    /**
     * As {@link #parse}, for the field {@code email} of a request.
     *
     * @throws org.incidentcomms.service.problem.Problem 422 that does not repeat the input
     */
    public static EmailAddress ofRequest(String typed) {
        try {
            return parse(typed);
        } catch (InvalidAddressException e) {
            throw Problems.invalid("email", String.valueOf(e.getMessage()));
        }
    }

    private static String local(String local) {
        if (local.length() > LONGEST_LOCAL) {
            throw new InvalidAddressException("must not have more than " + LONGEST_LOCAL + " characters before the @");
        }
        if (!LOCAL.matcher(local).matches()) {
            throw new InvalidAddressException(
                    "may have only letters A to Z, digits, single dots and !#$%&'*+/=?^_`{|}~- before the @");
        }
        return local;
    }

    private static String domain(String typed) {
        String ascii;
        try {
            if (AMBIGUOUS.matcher(typed).find() || typed.chars().anyMatch(EmailAddress::isLineEndInItsLowByte)) {
                throw new InvalidAddressException("has a letter in its domain that must be written in ASCII (xn--…)");
            }
            ascii = isAscii(typed) ? typed : IDN.toASCII(typed, IDN.USE_STD3_ASCII_RULES);
        } catch (IllegalArgumentException e) {
            throw new InvalidAddressException("does not have a valid domain after the @");
        }
        String[] labels = ascii.split("\\.", -1);
        boolean fine = labels.length >= 2
                && !ONLY_DIGITS.matcher(labels[labels.length - 1]).matches();
        for (String label : labels) {
            fine = fine
                    && label.length() <= LONGEST_LABEL
                    && LABEL.matcher(label).matches();
        }
        if (!fine) {
            throw new InvalidAddressException("does not have a valid domain after the @");
        }
        return ascii;
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 128);
    }

    private static boolean isLineEndInItsLowByte(int c) {
        return (c & 0xff) == '\r' || (c & 0xff) == '\n';
    }

    /** The key under which two spellings are the same subscriber. */
    String key() {
        return value.toLowerCase(Locale.ROOT);
    }

    /** The same for addresses that usually reach one mailbox: what follows a {@code +} before the @ is left out. */
    String mailboxKey() {
        String key = key();
        int at = key.lastIndexOf('@');
        int tag = key.indexOf('+');
        return tag > 0 && tag < at ? key.substring(0, tag) + key.substring(at) : key;
    }

    @Override
    public String toString() {
        return "EmailAddress[…]";
    }
}
