package org.incidentcomms.bench;

/**
 * One event sent to the whole list.
 *
 * @param seconds from the 201 to the last outcome in the ledger
 * @param firstSeconds from the 201 to the first outcome in the ledger
 * @param serviceMicros processor time of notifier-email per mail, in microseconds
 * @param databaseMicros the same of all processes of PostgreSQL
 */
record MailingResult(int mails, double seconds, double firstSeconds, double serviceMicros, double databaseMicros) {

    double perSecond() {
        return mails / seconds;
    }
}
