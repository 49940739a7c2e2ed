package dev.millrace.inference.worker.stream;

import java.time.Duration;

/**
 * How requests flow through a worker.
 *
 * @param inputTopic where requests come from
 * @param group consumer group or share group: all workers of one model
 * @param instance name of this worker, unique in the group and the same after a restart: its transactions and, where asked for,
 *     its static membership are known by it
 * @param batch when a batch is taken
 * @param attempts runs of a request alone before it is refused
 * @param queueMax most requests that wait for the model
 * @param queueBytes most bytes of requests that wait for the model
 * @param inFlightMax most records between the queue and the broker
 * @param commitInterval how often offsets are committed; bounds what a restart repeats
 * @param transactionInterval how long results are grouped in one transaction
 * @param readCommitted requests of open and aborted transactions are not read
 * @param staticMembership a restart within the session time-out moves no partitions
 * @param stopGrace how long a stop waits for what was polled
 * @param linger how long a result waits for company in the producer
 * @param deliveriesMax deliveries of a share group's record before it is refused; less than the broker's own limit
 */
public record StreamSettings(
        String inputTopic,
        String group,
        String instance,
        Guarantee guarantee,
        BatchPolicy batch,
        int attempts,
        int queueMax,
        long queueBytes,
        int inFlightMax,
        Duration commitInterval,
        Duration transactionInterval,
        boolean readCommitted,
        boolean staticMembership,
        Duration stopGrace,
        Duration linger,
        int deliveriesMax) {}
