package dev.millrace.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The console in a browser of its own, and all that the browser complained of or asked for. */
final class ConsolePage implements AutoCloseable {
    private static final double DEADLINE_MILLIS = 20_000;
    private static final double LOOK_MILLIS = 50;

    private final String origin;
    private final BrowserContext context;
    private final List<String> complaints = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private final List<Response> answers = new ArrayList<>();
    final Page page;

    ConsolePage(Browser browser, String origin, int width, int height, ColorScheme scheme) {
        this.origin = origin;
        context = browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(width, height)
                .setColorScheme(scheme)
                .setReducedMotion(ReducedMotion.REDUCE));
        page = context.newPage();
        page.setDefaultTimeout(DEADLINE_MILLIS);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        page.onRequest(request -> asked.add(request.url()));
        page.onResponse(answers::add);
        page.navigate(origin + "/");
        await("document.documentElement.dataset.first !== undefined");
    }

    /** Milliseconds from the navigation to the first data. */
    double firstData() {
        return Double.parseDouble(
                page.evaluate("document.documentElement.dataset.first").toString());
    }

    /** Bytes of all files of the page, unpacked. */
    long weight() {
        return answers.stream()
                .filter(answer -> !answer.url().contains("/events"))
                .mapToLong(answer -> answer.body().length)
                .sum();
    }

    String text(String selector) {
        return page.locator(selector).first().textContent();
    }

    /** Waits until an expression of the page is true, and returns its value. From outside: the page's policy forbids to evaluate text. */
    Object await(String expression) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos((long) DEADLINE_MILLIS);
        while (true) {
            Object value = page.evaluate(expression);
            if (value != null && !value.equals(false)) {
                return value;
            }
            assertThat(System.nanoTime()).as("waited for " + expression).isLessThan(deadline);
            page.waitForTimeout(LOOK_MILLIS);
        }
    }

    @Override
    public void close() {
        context.close();
        assertThat(complaints).as("what the browser complained of").isEmpty();
        assertThat(asked).as("requests").allMatch(url -> url.startsWith(origin + "/"));
    }
}
