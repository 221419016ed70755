package org.incidentcomms.email.bounce;

import java.util.regex.Pattern;

/** Phrases by which a message without a machine-readable report is recognised. For text in lower case, single blanks. */
final class ReportPhrases {
    /** Only mail servers write these. */
    static final Pattern MAIL_SYSTEM = any(
            "^hi\\. this is the",
            "this is the qmail-send program",
            "this message was created automatically by mail delivery software",
            "this is the mail system at host",
            "this is the (\\S+ )?(postfix|sendmail|mail delivery|mail system)",
            "a message that you sent could not be delivered",
            "the following addresses had (permanent|transient|delivery) ",
            "transcript of session follows",
            "did not reach the following recipient",
            "delivery to the following recipients? (has )?failed",
            "(delivery|delivering) has failed to these recipients",
            "unable to deliver (your )?message to (the )?following",
            "we were unable to deliver your message",
            "an error occurred while trying to deliver the mail to the following recipients",
            "this is an automatically generated delivery status notification",
            "reporting-mta:",
            "i'm sorry to have to inform you that (your|the) message could not be delivered",
            "the original message was received at",
            "the mail system\\b.{0,200}(said:|unknown|full)",
            "diagnos(tic|e)[- ]?(code|information|informationen)",
            "remote server returned '",
            "fehler bei der nachrichtenzustellung an",
            "diese (nachricht|e-mail) wurde automatisch von( \\S+){0,3} (mail|e-mail)",
            "échec de la remise (pour|à) ",
            "error (al entregar|de entrega) (a|en) est[oe]s destinatarios",
            "配信できませんでした");

    /** Of weight when a mail server or postmaster writes them, or the subject is one of a failure. */
    static final Pattern FAILED = any(
            "(could|can|cannot|couldn't|was|wasn't|were|has|is|being)( ?not|n't)?( yet)? (be |been )?(able to )?"
                    + "(successfully )?(deliver|delivered|deliverable)\\b",
            "(undeliverable|undelivered|not deliverable|undeliver\\w*)",
            "(delivery|mail|message|e-?mail)( \\S+){0,5} (failed|failure|rejected|returned|bounced|refused)",
            "(failed|failure)( \\S+){0,3} (delivery|deliver|to deliver)",
            "unable to (deliver|relay)",
            "(address|user|recipient|mailbox|account)( \\S+){0,4} (not found|unknown|full|does not exist|doesn't exist)",
            "did not reach",
            "returned to sender",
            "nicht zugestellt",
            "unzustellbar\\w*",
            "(zustellung|zustellen)( \\S+){0,6} (fehlgeschlagen|gescheitert|nicht möglich)",
            "(konnte|kann|konnten)( \\S+){0,12} nicht (\\S+ )?(zugestellt|ausgeliefert|erreicht|übermittelt)",
            "(n'a|n'ont|n'est|n'était) (pas |pu ){1,3}(être )?(remis|livré|distribué|délivré)\\w*",
            "(non|pas) (remis|distribu\\w+|délivr\\w+|livr\\w+)",
            "(échec|impossible|erreur)( \\S+){0,6} (remise|remettre|distribu\\w+|livr\\w+|envoi|acheminer)",
            "(no|imposible)( \\S+){0,8} (entregar|entregado|entregarse|entrega)",
            "(error|fallo|fallida)( \\S+){0,5} entrega\\w*",
            "entrega( \\S+){0,4} (fallida|fracasad[oa]|fallado)",
            "devuelto");

    static final Pattern FAILURE_SUBJECT = any(
            "(delivery|mail) (status notification|failure|report|notification|error|problem|unsuccessful|failed)",
            "failure (notice|notification)",
            "returned (mail|to sender|message)",
            "undeliver\\w*",
            "mail delivery (failed|failure|system|subsystem|error)",
            "message (delivery failure|not delivered|undeliverable)",
            "delivery (has )?fail\\w*",
            "could not be delivered",
            "nondeliverable",
            "non-?delivery",
            "unzustellbar\\w*",
            "(zustell|übermittlungs)\\w*(fehler|problem)?",
            "nicht zugestellt\\w*",
            "non remis\\w*",
            "non distribu\\w*",
            "échec",
            "no se (puede|pudo|ha podido) entregar",
            "no entregad\\w*",
            "correo devuelto",
            "(error|fallo)( \\S+){0,3} entrega",
            "配信");

    static final Pattern DELAYED = any(
            "(delivery|message|mail)( \\S+){0,4} (is |was |has been |been )?delayed",
            "(has|have) not (yet )?been delivered( \\S+){0,6}( yet)?",
            "not yet been delivered",
            "delay(ed)? (mail|delivery|notification)",
            "delivery delay\\w*",
            "this is a warning message only",
            "you do not need to resend",
            "no action is required on your part",
            "(will|shall) (be re-?tr|keep trying|continue (to try|trying)|try again|retry|be attempted)\\w*",
            "delivery attempts will continue",
            "(delivery incomplete|temporary problem delivering)",
            "warning: (could not send|message)( \\S+){0,12} (delayed|past|still|hours?)",
            "(zustellung|übermittlung|nachricht)( \\S+){0,5} (verzögert|verspätet)",
            "(wird|werden)( \\S+){0,6} (weiter|weiterhin|erneut)( \\S+){0,4} (versucht|versuchen|zuzustellen)",
            "noch nicht zugestellt",
            "(remise|message|distribution)( \\S+){0,5} (retardée?|différée?)",
            "pas encore (été )?(remis|distribué|délivré)",
            "(entrega|mensaje)( \\S+){0,6} (retrasad[oa]|demorad[oa]|aplazad[oa])",
            "se ha retrasado",
            "(todavía|aún) no (se )?(ha )?(sido )?entregad[oa]?");

    /** Says that the server gave up, although the text also speaks of a delay. */
    static final Pattern GAVE_UP = any(
            "permanent(ly)? (error|fail\\w*|fatal)",
            "failed permanently",
            "giving up",
            "given up",
            "gave up",
            "i'm not going to try again",
            "(will|won't) not? ?be re-?tried",
            "no further attempts",
            "could not be delivered",
            "endgültig",
            "définitivement",
            "definitivamente");

    static final Pattern AUTO_REPLY_SUBJECT = any(
            "out of (the )?office",
            "ooo",
            "(automatic|auto|automated)[- ]?(reply|response|respond\\w*|answer|antwort)",
            "autoreply",
            "autoresponse",
            "automatische (antwort|e-?mail|nachricht)",
            "abwesenheits?\\w*",
            "abwesend",
            "nicht im (büro|haus)",
            "réponse automatique",
            "(absence|absent|absente)( du bureau)?",
            "respuesta autom[aá]tica",
            "(fuera de (la )?oficina|ausente|ausencia)",
            "risposta automatica",
            "resposta automática",
            "automatisch antwoord",
            "afwezig\\w*",
            "vacation",
            "on (annual )?leave",
            "on holiday",
            "urlaub\\w*",
            "vacances",
            "vacaciones",
            "(your (mail|message|e-?mail|request) (has been|was) received)",
            "(we (have )?received your|thank you for (your|contacting))",
            "ticket (received|#)",
            "自動(返信|応答)",
            "不在");

    static final Pattern AUTO_REPLY_TEXT = any(
            "(i am|i'm|i will be|i'll be|we are) (currently )?(out of|away from|not in) (the )?(my )?office",
            "(i am|i'm|i will be) (currently )?(on|away|travelling|traveling|abroad)( \\S+){0,3} (leave|vacation|holiday|business|until)",
            "this is an (automatic|automated|auto)[- ]?(reply|response|generated)",
            "limited access to (my )?e-?mail",
            "(no longer|not) (works?|employed|with the company)",
            "ich bin( \\S+){0,8} (nicht im büro|abwesend|im urlaub|außer haus|nicht erreichbar)",
            "je (suis|serai)( \\S+){0,8} (absente?|en congés?|en vacances)",
            "(estoy|estaré|me encuentro)( \\S+){0,6} (fuera de la oficina|ausente|de vacaciones)");

    static final Pattern CHALLENGE = any(
            "(please )?(confirm|verify|authenticate|validate)( \\S+){0,8} (you are (a )?(human|person|real)|your (message|e-?mail|identity|address) (to be|will|before))",
            "(verification|confirmation|authorization|authentication) (required|needed|request)",
            "(spamarrest|boxbe|tmda|mailblocks|bluebottle|challenge[-/ ]response|sender verification)",
            "(approved|allowed|guest) (senders?|list)",
            "one[- ]time (confirmation|verification|process)",
            "click( \\S+){0,6} (link|below)( \\S+){0,10} (deliver|delivered|release|approved?)",
            "to complete this verification",
            "(damit|bevor)( \\S+){0,8} zugestellt wird( \\S+){0,6} bestätigen");

    private ReportPhrases() {}

    private static Pattern any(String... phrases) {
        return Pattern.compile(
                "(?<![\\p{L}\\d])(?:" + String.join("|", phrases) + ")", Pattern.UNICODE_CHARACTER_CLASS);
    }
}
