package org.incidentcomms.email.bounce;

import java.util.regex.Pattern;

/**
 * Phrases by which servers say why a mail failed, for what their codes leave open: English, German, French, Spanish, and
 * the usual ones in Italian, Portuguese, Dutch and Japanese. Matched against text in lower case with single blanks.
 */
final class FailureWords {
    static final Pattern FULL = any(
            "over ?quota",
            "quota (is )?(exceeded|full|reached)",
            "exceed\\w* (\\S+ ){0,4}(quota|storage|mailbox (size|limit))",
            "(mail ?box|inbox|account|user|recipient|maildir|mailfolder|folder|disk|storage)( \\S+){0,4} (is |was )?(over )?"
                    + "(full|quota)\\b",
            "out of (storage|disk) space",
            "(insufficient|not enough) (\\S+ )?(storage|disk|space)",
            "no (more )?space left",
            "storage (limit|quota)",
            "(postfach|mailbox|briefkasten)( \\S+){0,3} voll",
            "(speicherplatz|kontingent|quota)( \\S+){0,3} (erschöpft|überschritten|erreicht|voll)",
            "überfüllt",
            "bo[iî]te( \\S+){0,6} pleine",
            "quota( \\S+){0,3} (dépassé|atteint)",
            "dépassé( \\S+){0,3} quota",
            "(buz[oó]n|bandeja|cuenta)( \\S+){0,5} (llen[oa]|complet[oa])",
            "(cuota|espacio)( \\S+){0,5} (superad|excedid|llen|agotad)\\w*",
            "(superado|excedido)( \\S+){0,4} (cuota|espacio)",
            "casella( \\S+){0,3} piena",
            "caixa( \\S+){0,4} (cheia|lotada)",
            "容量",
            "いっぱい");

    /** Temporary, or given up after having been tried for long. */
    static final Pattern LATER = any(
            "retry time(out)? (not reached|exceeded)",
            "(connection|operation|conversation|session) (\\S+ ){0,6}timed out",
            "connection (was )?(refused|reset|dropped|lost)",
            "timed? ?out (while|waiting|after)",
            "(too long|been in the queue|in queue too long)",
            "(message|mail|delivery time|queue\\.?|warteschlange)( \\S+){0,3} (has )?(expired|abgelaufen)",
            "queue\\.expired",
            "(could|can)( ?not|not|n't)( \\S+){0,5} (for (more than|the last) )?\\d+ (hours?|days?)\\b",
            "at a rate that",
            "too many (messages|connections|recipients)",
            "temporar(y|il)",
            "try again later",
            "greylist",
            "(too many hops|hop count|mail loop|routing loop|loops? back|loop detected)",
            "vorübergehend",
            "temporairement",
            "temporalmente");

    /** About the sender or the content, whatever the code says. */
    static final Pattern REFUSED = any(
            "[\\p{L}\\d]*spam\\w*",
            "unsolicited",
            "black-?list\\w*",
            "block ?list\\w*",
            "blocked",
            "banned",
            "reputation",
            "rbl",
            "dnsbl",
            "spf",
            "dkim",
            "dmarc",
            "policy",
            "policies",
            "phish\\w*",
            "virus",
            "malware",
            "unauthenticated",
            "content (was )?(rejected|filter|denied)",
            "sender( \\S+){0,2} (rejected|denied|refused|blocked|verif\\w+|not (allowed|authorized))",
            "not authori[sz]ed to (send|relay)",
            "relay(ing)? (access )?(denied|not (permitted|allowed))",
            "(message|size|nachricht)( \\S+){0,5} (too (large|big)|exceeds|zu groß)",
            "unerwünscht\\w*",
            "richtlinie\\w*",
            "indésirable\\w*",
            "no deseado",
            "bloqueado",
            "bloqué");

    /** As {@link #REFUSED}, but of weight only where the code says nothing. */
    static final Pattern MAYBE_REFUSED = any(
            "access denied",
            "denied",
            "not (allowed|permitted|authori[sz]ed|accepted)",
            "prohibited",
            "relay\\w*",
            "abuse",
            "content",
            "restricted");

    static final Pattern DEAD = any(
            "user (is |was )?(unknown|not found|invalid|doesn't exist|does not exist|not known)",
            "unknown (user|recipient|mail ?box|address|local|or illegal|or invalid|email|account|rcpt)",
            "(recipient|address|mail ?box|account|user) (is |address )?unknown",
            "no such (\\S+ )?(user|person|recipient|mail ?box|account|address|domain|name|host)",
            "nosuchuser",
            "recip(ient)?notfound",
            "(user|recipient|mail ?box|account|address|inbox|e-?mail|domain|host|hostname)( \\S+){0,6} "
                    + "(does ?n[o']t|do not|did not|doesn't|didn't) exist",
            "(user|recipient|mail ?box|account|address|inbox|contact)( \\S+){0,6} (is |was |has been |are )?(currently )?"
                    + "(unavailable|disabled|inactive|suspended|deactivated|closed|discontinued|terminated|deleted|"
                    + "removed|invalid|expired|not (available|valid|active|found|listed|recognized|known))",
            "no longer (\\S+ )?(active|available|valid|in use|exists?|accepts?|with|used|monitored|employed|an? )",
            "invalid (recipient|mail ?box|address|user|account|rcpt)",
            "bad destination",
            "(doesn't|does not) have an? \\S+ account",
            "no mail ?box (here )?by that name",
            "(recipient|address|user|mail ?box)( \\S+){0,3} rejected",
            "(address|recipient|he|she|it|user|mailbox|email)( \\S+){0,5} "
                    + "(couldn't|could not|wasn't|was not|cannot|can't|isn't) (be )?found",
            "(wasn't|was not) found at",
            "(address|domain|host|recipient|mailbox|user)( or \\S+| name| address)? not found",
            "unrouteable",
            "(host|domain)( \\S+){0,3} (not found|doesn't exist|unknown)",
            "couldn't find any host",
            "non-?existent (host|domain|user|mailbox|recipient|address)",
            "name or service not known",
            "not listed in( \\S+){0,3} (directory|book)",
            "(not|isn't) a valid (mail ?box|recipient|user|address|account)",
            "has no mail ?box",
            "null ?mx",
            "(domain|host)( \\S+){0,3} (does not|doesn't) accept (e-?mail|mail)",
            "double-check\\w* the recipient's email",
            "(benutzer|empfänger|adresse|postfach|adressat|nutzer|mailadresse|e-mail-adresse|konto|account|mailbox|domäne|domain)"
                    + "( \\S+){0,6} (unbekannt|existiert( \\S+)? nicht|nicht (gefunden|vorhanden|bekannt|verfügbar|mehr)|"
                    + "deaktiviert|gesperrt|gelöscht|ungültig)",
            "(unbekannte\\w*|ungültige\\w*) (benutzer|empfänger|adresse|adressat|postfach|e-mail)",
            "kein(en)? (solche\\w+ )?(benutzer|empfänger|postfach)",
            "(utilisateur|destinataire|adresse|bo[iî]te|compte|domaine)( \\S+){0,8} (inconnue?|introuvables?|n'existe pas|"
                    + "n'existe plus|n'a pas été trouvée?|inexistante?|désactivée?|invalide|fermée?)",
            "aucun (utilisateur|destinataire)",
            "inconnue? à cette adresse",
            "(usuario|destinatario|direcci[oó]n|buz[oó]n|cuenta|dominio|casilla)( \\S+){0,8} (desconocid[oa]|inexistente|"
                    + "no existe|no (ha sido |fue |se )?(ha )?(pudo )?(encontr\\w+|v[aá]lid[oa])|desactivad[oa]|"
                    + "inv[aá]lid[oa]|suspendid[oa]|deshabilitad[oa])",
            "no (existe|se (ha )?(encontr\\w+|pudo encontrar))( \\S+){0,3} (usuario|destinatario|direcci[oó]n|buz[oó]n|cuenta|dominio)",
            "(utente|indirizzo|casella|destinatario)( \\S+){0,4} (sconosciut[oa]|inesistente|non (esiste|trovato|valido))",
            "(usuário|endereço|caixa|conta)( \\S+){0,5} (desconhecid[oa]|inexistente|não (existe|encontrad\\w+))",
            "(gebruiker|adres|postbus|ontvanger)( \\S+){0,4} (onbekend|bestaat niet|niet gevonden)",
            "存在しません",
            "見つかりません",
            "宛先不明",
            "該当.{0,10}ありません");

    private FailureWords() {}

    private static Pattern any(String... phrases) {
        return Pattern.compile(
                "(?<![\\p{L}\\d])(?:" + String.join("|", phrases) + ")(?![\\p{L}\\d])",
                Pattern.UNICODE_CHARACTER_CLASS);
    }
}
