package dev.millrace.features.views;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import feast.proto.types.ValueProto.ValueType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowClassesTest {
    @Test
    void everyTypeAndNamesThatJavaHasTakenAreWritten() {
        Map<Path, String> files = RowClasses.files(Samples.everything());
        assertThat(files.get(Path.of("PairRow.java")))
                .contains("of(String userId, Long itemId, Instant eventTime)")
                .contains("fInt32List(@Nullable List<Integer> value)")
                .contains("It's *&#47; &lt;b>");
        assertThat(files.get(Path.of("ClassRow.java")))
                .contains("ofValue(@Nullable Long value)")
                .contains("VIEW = \"class\"", "VIEW_FEATURE = \"view\"")
                .contains("of(Instant eventTime)");
    }

    @Test
    void everyTypeCompiles(@TempDir Path folder) throws IOException {
        List<String> arguments = new ArrayList<>(
                List.of("-proc:none", "-cp", System.getProperty("java.class.path"), "-d", folder.toString()));
        for (Map.Entry<Path, String> file :
                RowClasses.files(Samples.everything()).entrySet()) {
            arguments.add(Files.writeString(folder.resolve(file.getKey()), file.getValue())
                    .toString());
        }
        var problems = new ByteArrayOutputStream();
        ToolProvider.getSystemJavaCompiler().run(null, null, problems, arguments.toArray(String[]::new));
        assertThat(problems.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void namesThatBecomeOneInJavaAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RowClasses.files(views("last_item", "lastItem")))
                .withMessageContaining("Java names of features of v: 'lastItem'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RowClasses.files(views("Total", "total")))
                .withMessageContaining("Java names");
    }

    private static FeatureViews views(String... features) {
        List<Feature> all = Arrays.stream(features)
                .map(name -> new Feature(name, ValueType.Enum.INT64, ""))
                .toList();
        return new FeatureViews("p", List.of(), List.of(new FeatureView("v", List.of(), all, null, "", "")), List.of());
    }
}
