package dev.millrace.load.plan;

import dev.millrace.contracts.UserEvent;

/**
 * One user event to send. It owes a recommendation unless it is an impression.
 *
 * @param sequence from 0, within its process; with the process it makes the event's id
 * @param user from 0
 * @param item from 0
 */
public record UserAct(long sequence, int user, int item, UserEvent.Type type) {}
