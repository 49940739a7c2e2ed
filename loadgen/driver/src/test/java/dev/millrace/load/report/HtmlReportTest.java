package dev.millrace.load.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.millrace.load.result.Better;
import dev.millrace.load.result.Check;
import dev.millrace.load.result.Environment;
import dev.millrace.load.result.Metric;
import dev.millrace.load.result.RunResult;
import dev.millrace.load.result.SideBySide;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlReportTest {
    private static final String HOSTILE = "</script><img src=x onerror=alert(1)>{{chart}} '\"& \\$1 <!--";

    @TempDir
    Path folder;

    @Test
    void embeddedDataReadsBackAsTheRun() throws IOException {
        RunResult run = SampleRun.of(1, 3);

        RunResult back = embedded(write(run));

        assertThat(back).isEqualTo(run);
    }

    @Test
    void pageNamesEveryMetricForReadersWithoutScripts() throws IOException {
        RunResult run = SampleRun.of(1, 3);

        String page = write(run);
        String withoutScripts = page.substring(page.indexOf("<noscript>"), page.indexOf("</noscript>"));

        assertThat(run.metrics())
                .allSatisfy(metric -> assertThat(withoutScripts).contains(metric.name()));
        assertThat(withoutScripts).contains("FAIL one-worker-dies: 2 of 3 expectations met");
    }

    @Test
    void pageFetchesNothing() throws IOException {
        String page = write(SampleRun.of(1, 1));

        assertThat(page).contains("default-src 'none'").doesNotContain("sourceMappingURL");
        assertThat(Pattern.compile(
                                "(?i)<(link|iframe|object|embed|base)\\b|\\s(src|href|srcset)\\s*=\\s*[\"']?http|@import|url\\(")
                        .matcher(page.replace(chart(page), ""))
                        .find())
                .isFalse();
    }

    @Test
    void chartLibraryIsInlinedWithItsLicence() throws IOException {
        assertThat(chart(write(SampleRun.of(1, 1)))).contains("Chart.js v4.4.9", "MIT License", "window.Chart=");
    }

    @Test
    void hostileTextsStayTexts() throws IOException {
        RunResult run = new RunResult(
                HOSTILE,
                HOSTILE,
                HOSTILE,
                new Environment(HOSTILE, 1, 1, HOSTILE, HOSTILE, HOSTILE, HOSTILE, 0, Map.of(HOSTILE, HOSTILE)),
                Map.of(HOSTILE, HOSTILE),
                List.of(new Metric(HOSTILE, HOSTILE, Better.LOWER, HOSTILE, List.of(1.0))),
                List.of(),
                List.of(),
                List.of(),
                List.of(new Check(HOSTILE, HOSTILE, true)),
                List.of(new SideBySide(HOSTILE, HOSTILE, HOSTILE, HOSTILE)),
                List.of(HOSTILE));

        String page = write(run);

        assertThat(page).doesNotContain("<img").doesNotContain("<!--");
        assertThat(Pattern.compile("<script").matcher(page).results()).hasSize(3);
        assertThat(Pattern.compile("</script").matcher(page).results()).hasSize(3);
        assertThat(embedded(page)).isEqualTo(run);
    }

    /** Left in the build folder, to be looked at. */
    @Test
    void sampleReportLiesInTheBuildFolder() throws IOException {
        assertThat(HtmlReport.write(SampleRun.of(1, 3), Path.of("target/sample-report")))
                .isNotEmptyFile();
    }

    private String write(RunResult run) throws IOException {
        return Files.readString(HtmlReport.write(run, folder.resolve("new/folder")));
    }

    private static String chart(String page) {
        return page.substring(page.indexOf("/*!"), page.lastIndexOf("<script>"));
    }

    private static RunResult embedded(String page) throws IOException {
        Matcher data = Pattern.compile("<script type=\"application/json\" id=\"data\">(.*?)</script>", Pattern.DOTALL)
                .matcher(page);
        assertThat(data.find()).isTrue();
        return JsonMapper.builder().build().readValue(data.group(1), RunResult.class);
    }
}
