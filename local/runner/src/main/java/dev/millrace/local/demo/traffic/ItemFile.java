package dev.millrace.local.demo.traffic;

import dev.millrace.contracts.CatalogItem;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A catalogue from a CSV file: item, title, categories separated by {@code |}; by column names, else in this order. */
final class ItemFile {
    private static final List<String> ITEM = List.of("itemid", "item", "movieid", "productid", "asin", "id");
    private static final List<String> TITLE = List.of("title", "name");
    private static final List<String> CATEGORIES = List.of("categories", "genres", "category", "genre");

    private ItemFile() {}

    static List<CatalogItem> read(Path path) {
        CsvTable table = CsvTable.read(path);
        int item = Math.max(0, table.find(ITEM));
        int title = table.find(TITLE);
        int categories = table.find(CATEGORIES);
        Map<String, CatalogItem> items = new LinkedHashMap<>();
        for (CsvTable.Row row : table.rows()) {
            String id = row.cell(item);
            if (id.isEmpty()) {
                throw table.bad(row, "column '" + table.columns().get(item) + "' is empty");
            }
            String named = title < 0 ? "" : row.cell(title);
            items.put(
                    id,
                    new CatalogItem(
                            id,
                            named.isEmpty() ? null : named,
                            categories < 0 ? List.of() : split(row.cell(categories)),
                            Map.of()));
        }
        return List.copyOf(items.values());
    }

    private static List<String> split(String cell) {
        return Arrays.stream(cell.split("\\|", -1)).filter(c -> !c.isBlank()).toList();
    }
}
