package org.incidentcomms.email.bounce;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What codes and words say, one diagnosis of a server each. */
class FailureRulesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            hard | 5.1.1 | "550 5.1.1 <pat@x>: Email address could not be found, or was misspelled (G8)"
            hard | 5.0.0 | "550 Unknown local part pat in <pat@x>"
            hard | 5.0.0 | "550 no mailbox by that name is currently available"
            hard | 5.5.0 | "550 5.5.0 Requested action not taken: mailbox unavailable (S2017062302)"
            hard | 5.0.0 | "554 delivery error: dd This user doesn't have a yahoo.com account"
            hard | 5.1.0 | "550 5.1.0 <pat@x> User unknown"
            hard | 5.4.4 | "unable to look up host customer.example: name or service not known"
            hard | 5.4.310 | "550 5.4.310 DNS domain customer.example does not exist"
            soft | 5.2.2 | "554 5.2.2 mailbox full"
            soft | 5.0.0 | "552 Mailbox size limit exceeded"
            soft | 5.0.0 | "550 Quota exceeded (mailbox for user is full)"
            soft | 4.4.7 | "delivery time expired"
            soft | 4.3.0 | "451 4.3.0 Temporary system problem"
            soft | 4.7.1 | "450 4.7.1 <pat@x>: Recipient address rejected: Greylisted"
            soft | 5.4.7 | "delivery time expired"
            policy | 5.7.26 | "550-5.7.26 This mail has been blocked because the sender is unauthenticated."
            policy | 5.7.1 | "550 5.7.1 user unknown"
            policy | 5.7.1 | "550 5.1.1 user unknown"
            policy | 5.1.1 | "550 5.7.1 user unknown"
            soft | 4.2.1 | "450 5.1.1 user unknown"
            soft | 5.1.1 | "451 4.3.0 user unknown"
            policy | 5.0.0 | "550 Message rejected due to spam content"
            policy | 5.7.1 | "550 5.7.1 Unable to relay for pat@x"
            policy | 5.0.0 | "554 Message not allowed - [PH01] Email not accepted for policy reasons."
            policy | 5.3.4 | "552 5.3.4 Message size exceeds fixed limit"
            policy | 5.1.8 | "553 5.1.8 Sender address rejected: Domain not found"
            policy | 5.0.0 | "550 Sender verify failed"
            hard | 5.1.1 | "550 5.1.1 RESOLVER.ADR.ExRecipNotFound; not found"
            hard | 5.2.1 | "550 5.2.1 <pat@x>... Mailbox disabled for this recipient"
            hard | 5.1.6 | "551 5.1.6 Recipient moved"
            hard | 5.1.2 | "550 5.1.2 Bad destination host 'DNS Hard Error looking up x.example (MX): NXDomain'"
            hard | 5.1.10 | "556 5.1.10 Domain customer.example does not accept mail (nullMX)"
            policy | 5.7.1 | "550 5.7.1 TRANSPORT.RULES.RejectMessage; the message was rejected by organization policy"
            soft | 5.3.0 | "550 5.3.0 Local delivery failed temporarily"
            hard | 5.0.0 | "550 Address rejected - user doesn't exist"
            hard | 5.1.1 | "550-5.1.1 The email account that you tried to reach does not exist. Please try 550 5.1.1 double-checking"
            hard | 5.0.0 | "550 Mailbox not found"
            hard | 5.0.0 | "511 5.1.1 unknown address or alias: pat@x"
            hard | 5.0.0 | "550 5.1.1 Empfänger unbekannt"
            hard | 5.0.0 | "250 2.1.5 ok 550 5.1.1 user unknown"
            soft | 5.0.0 | "250 2.1.5 ok 552 5.2.2 mailbox full"
            policy | 5.0.0 | "250 2.1.5 ok 550 5.7.1 user unknown"
            soft | 5.2.1 | "550 5.2.1 The user you are trying to contact is receiving mail too quickly. at a rate that"
            """)
    void aDiagnosisSaysWhetherTheAddressIsDead(String severity, String status, String diagnosis) {
        FailureRules.Failure failure = FailureRules.judge(StatusCode.find(status), ReportText.normal(diagnosis));

        assertThat(failure.severity().name().toLowerCase(Locale.ROOT)).isEqualTo(severity);
    }
}
