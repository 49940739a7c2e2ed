package dev.millrace.inference.training.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlantedCatalogueTest {
    private static final List<String> ITEMS =
            IntStream.range(0, 2000).mapToObj(i -> "item-" + i).toList();

    @Test
    void whoWasAtItemsOfAGroupIsRecommendedOthersOfIt() {
        var planted = new PlantedCatalogue(ITEMS, 40, 32, 20, 1);
        SessionEncoder model = planted.model();
        for (int group = 0; group < 40; group++) {
            List<String> history = ITEMS.subList(50 * group, 50 * group + 10);
            int wanted = group;
            assertThat(model.topK(history, 10, Set.copyOf(history)))
                    .as("group %d", group)
                    .hasSize(10)
                    .allMatch(found -> planted.group(ITEMS.indexOf(found.itemId())) == wanted);
        }
    }

    @Test
    void oneSeedPlantsOneModel() {
        byte[] first = new PlantedCatalogue(ITEMS, 40, 32, 20, 1).onnx();
        assertThat(new PlantedCatalogue(ITEMS, 40, 32, 20, 1).onnx()).isEqualTo(first);
        assertThat(new PlantedCatalogue(ITEMS, 40, 32, 20, 2).onnx()).isNotEqualTo(first);
    }

    @Test
    void whatCannotBePlantedIsNamed() {
        assertThatThrownBy(() -> new PlantedCatalogue(ITEMS, 2001, 32, 20, 1)).hasMessageContaining("groups: 2001");
        assertThatThrownBy(() -> new PlantedCatalogue(List.of(), 1, 32, 20, 1)).hasMessageContaining("groups: 1");
        assertThatThrownBy(() -> new PlantedCatalogue(ITEMS, 4, 30, 20, 1)).hasMessageContaining("dimension: 30");
        assertThatThrownBy(() -> new PlantedCatalogue(ITEMS, 4, 32, 0, 1)).hasMessageContaining("historyLength: 0");
    }
}
