package dev.millrace.local.demo.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contracts.CatalogItem;
import dev.millrace.contracts.UserEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserFileTest {
    private static final long NOW = 1_760_000_000_000L;

    private final List<String> problems = new ArrayList<>();
    private final Path folder;

    UserFileTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void movieLensIsReadInTheOrderOfTime() throws IOException {
        Path ratings = write(
                "ratings.csv",
                "userId,movieId,rating,timestamp",
                "1,10,4.0,964982703",
                "2,20,3.5,964981247",
                "1,30,5.0,964982224");
        Path movies = write(
                "movies.csv", "movieId,title,genres", "10,\"Good, the Bad, The (1966)\",Action|Western", "20,Heat,");
        UserTraffic traffic = UserFile.read(ratings, movies, .67, "", NOW, problems::add);
        UserEvent first = traffic.history().events().next().event();
        assertThat(first)
                .isEqualTo(new UserEvent("2", "20", UserEvent.Type.RATING, 964_981_247_000L, 3.5, null, "demo-3"));
        assertThat(traffic.history().count()).isEqualTo(2);
        assertThat(traffic.live().events().next().event().itemId()).isEqualTo("10");
        assertThat(traffic.catalogue())
                .containsExactly(
                        new CatalogItem("10", "Good, the Bad, The (1966)", List.of("Action", "Western"), Map.of()),
                        new CatalogItem("20", "Heat", List.of(), Map.of()));
    }

    @Test
    void aTypeColumnIsHonouredAndEventsWithoutValueAreViews() throws IOException {
        Path typed = write("a.csv", "user;item;type;time", "u;i;cart;2020-01-01 00:00:00", "u;j;Purchase;2020-01-02");
        Path plain = write("b.csv", "user,item,time", "u,i,2020-01-01 00:00:00", "u,j,2020-01-02 00:00:00");
        assertThat(events(typed))
                .extracting(UserEvent::type)
                .containsExactly(UserEvent.Type.CART, UserEvent.Type.PURCHASE);
        assertThat(events(plain)).extracting(UserEvent::type).containsOnly(UserEvent.Type.VIEW);
    }

    @Test
    void aTagKeepsTwoRunsApart() throws IOException {
        Path file = write("a.csv", "user,item,time", "u,i,1000000000", "u,j,1000000001");
        UserTraffic traffic = UserFile.read(file, null, .5, RunTag.at(NOW).suffix(), NOW, problems::add);
        UserEvent event = traffic.history().events().next().event();
        assertThat(event.userId()).isEqualTo("u" + RunTag.at(NOW).suffix());
        assertThat(event.eventId()).contains(RunTag.at(NOW).value());
    }

    @Test
    void aBadRowIsNamedWithItsLineAndMissingColumnsAreNamed() throws IOException {
        var lines = new ArrayList<>(List.of("user,item,time"));
        for (int i = 0; i < 20; i++) {
            lines.add("u" + i + "," + (i == 2 ? "" : "i") + ",1000000000");
        }
        assertThat(events(write("a.csv", lines.toArray(String[]::new)))).hasSize(19);
        assertThat(problems).containsExactly("a.csv line 4: column 'item' is empty");
        assertThatThrownBy(() -> events(write("b.csv", "who,what,when", "a,b,1")))
                .hasMessageContaining("needs columns for user, item and time");
    }

    private List<UserEvent> events(Path file) {
        UserTraffic traffic = UserFile.read(file, null, .5, "", NOW, problems::add);
        var events = new ArrayList<UserEvent>();
        traffic.history().events().forEachRemaining(planned -> events.add(planned.event()));
        traffic.live().events().forEachRemaining(planned -> events.add(planned.event()));
        return events;
    }

    private Path write(String name, String... lines) throws IOException {
        return Files.write(folder.resolve(name), List.of(lines));
    }
}
