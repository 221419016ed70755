/**
 * A simulator of the notifier kit: several replicas on one real PostgreSQL, one step at a time, in an order, with a clock
 * and with faults that a seed decides; then what the remote side saw is held against what was accepted.
 *
 * <p>Does not belong here: what happens inside one transaction, and between threads.
 */
package org.incidentcomms.testkit.simulator;
