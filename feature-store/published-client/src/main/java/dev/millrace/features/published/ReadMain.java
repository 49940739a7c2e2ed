package dev.millrace.features.published;

import com.google.protobuf.Message;
import dev.feast.FeastClient;
import dev.feast.Row;
import dev.feast.SecurityConfig;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads features: {@code HOST PORT CA FEATURES ROW...}; CA is a PEM file or {@code -} for plaintext, FEATURES are {@code view:feature}
 * with commas between, a ROW is {@code key=string}, {@code key=1} (Integer) or {@code key=1L} (Long), with commas between.
 *
 * <p>Prints which gRPC and protobuf it runs on, then per row and feature {@code row feature STATUS value}, or the gRPC status and
 * its description.
 */
public final class ReadMain {
    private ReadMain() {}

    public static void main(String[] args) throws Exception {
        print("jars", jar(FeastClient.class), jar(ManagedChannel.class), jar(Message.class));
        boolean plaintext = args[2].equals("-");
        SecurityConfig security = SecurityConfig.newBuilder()
                .setTLSEnabled(!plaintext)
                .setCertificatePath(plaintext ? Optional.empty() : Optional.of(args[2]))
                .build();
        List<String> features = List.of(args[3].split(",", -1));
        List<Row> rows = Arrays.stream(args).skip(4).map(ReadMain::row).toList();
        try (FeastClient client = FeastClient.createSecure(args[0], Integer.parseInt(args[1]), security)) {
            print("version", client.getFeastServingInfo().getVersion());
            List<Row> answers = client.getOnlineFeatures(features, new ArrayList<>(rows));
            for (int i = 0; i < answers.size(); i++) {
                for (String feature : features) {
                    Row answer = answers.get(i);
                    String value = String.valueOf(answer.getFields().get(feature));
                    print(i, feature, answer.getStatus(feature), value.strip().replaceAll("\\s+", " "));
                }
            }
        } catch (StatusRuntimeException e) {
            print(e.getStatus().getCode(), e.getStatus().getDescription());
        }
    }

    private static Row row(String text) {
        Row row = Row.create();
        for (String field : text.split(",", -1)) {
            String name = field.substring(0, field.indexOf('='));
            String value = field.substring(name.length() + 1);
            if (value.matches("\\d+L")) {
                row.set(name, Long.valueOf(value.substring(0, value.length() - 1)));
            } else if (value.matches("\\d+")) {
                row.set(name, Integer.valueOf(value));
            } else {
                row.set(name, value);
            }
        }
        return row;
    }

    private static String jar(Class<?> type) {
        String path = type.getProtectionDomain().getCodeSource().getLocation().getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static void print(Object... words) {
        System.out.println(
                String.join(" ", Arrays.stream(words).map(String::valueOf).toList()));
    }
}
