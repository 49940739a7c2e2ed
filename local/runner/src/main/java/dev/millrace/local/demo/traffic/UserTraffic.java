package dev.millrace.local.demo.traffic;

import dev.millrace.contracts.CatalogItem;
import dev.millrace.contracts.UserEvent;
import java.util.List;

/**
 * The user flow.
 *
 * @param catalogue sent first, to {@code item-catalog}
 * @param history sent before training
 * @param live sent after it; to be walked after {@code history}
 */
public record UserTraffic(List<CatalogItem> catalogue, Part<UserEvent> history, Part<UserEvent> live) {}
