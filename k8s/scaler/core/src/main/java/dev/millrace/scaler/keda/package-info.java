/** KEDA's ScaledObject, its Kafka and cron triggers and the HorizontalPodAutoscaler, as they are documented and as they behave. */
@NullMarked
package dev.millrace.scaler.keda;

import org.jspecify.annotations.NullMarked;
