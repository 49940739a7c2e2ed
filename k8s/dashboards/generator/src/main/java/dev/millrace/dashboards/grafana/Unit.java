package dev.millrace.dashboards.grafana;

/** Units by Grafana's names. */
public enum Unit {
    SECONDS("s"),
    MILLISECONDS("ms"),
    RECORDS("short"),
    COUNT("none"),
    PER_SECOND("cps"),
    PER_MINUTE("cpm"),
    /** 0 to 1, shown as percent. */
    SHARE("percentunit"),
    /** 0 to 100. */
    PERCENT("percent"),
    BYTES("bytes"),
    MEBIBYTES("mbytes"),
    WATTS("watt");

    private final String grafana;

    Unit(String grafana) {
        this.grafana = grafana;
    }

    String grafana() {
        return grafana;
    }
}
