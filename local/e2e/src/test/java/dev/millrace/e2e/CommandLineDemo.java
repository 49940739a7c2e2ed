package dev.millrace.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.e2e.Checkout.Outcome;
import dev.millrace.local.demo.DemoPlatform;
import dev.millrace.local.demo.ProgressListener;
import dev.millrace.local.platform.Platform;
import dev.millrace.servicekit.KafkaClients;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A running platform for the demo, whose models are trained by the command line. */
record CommandLineDemo(Platform platform) implements DemoPlatform {
    private static final Pattern PUBLISHED = Pattern.compile("Published \\S+ (\\S+) ");

    @Override
    public KafkaClients kafka() {
        return platform.kafka();
    }

    @Override
    public String train(String model, ProgressListener progress) throws Exception {
        Outcome trained = Checkout.millrace(
                "model", "train", model, "--data-dir", platform.data().root().toString());
        assertThat(trained.status()).as(trained.out()).isZero();
        Matcher published = PUBLISHED.matcher(trained.out());
        assertThat(published.find()).as(trained.out()).isTrue();
        return published.group(1);
    }

    @Override
    public double readySeconds() {
        return platform.readySeconds();
    }

    @Override
    public long peakRssMb() {
        return platform.peakRssMb();
    }

    @Override
    public int restarts() {
        return platform.restarts();
    }
}
