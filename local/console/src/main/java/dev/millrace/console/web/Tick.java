package dev.millrace.console.web;

import dev.millrace.console.live.Advice;
import dev.millrace.console.live.AlertStep;
import dev.millrace.console.live.LetterBoard;
import dev.millrace.console.picture.Picture;
import dev.millrace.local.control.DemoPresence;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a page is told at a time; parts that have not changed are left out.
 *
 * @param hello true in the first one: lists replace what the page shows
 * @param picture each second
 * @param alerts beginnings and ends of alerts, oldest first
 * @param firing all alerts that fire
 * @param demo beside each picture, where a demo runs
 * @param sensors beside each picture: those that can be chosen
 */
record Tick(
        boolean hello,
        @Nullable Picture picture,
        @Nullable List<AlertStep> alerts,
        @Nullable List<AlertStep> firing,
        @Nullable List<Advice> advice,
        LetterBoard.@Nullable Board letters,
        @Nullable DemoPresence demo,
        @Nullable List<String> sensors) {
    boolean isEmpty() {
        return picture == null && alerts == null && firing == null && advice == null && letters == null;
    }
}
