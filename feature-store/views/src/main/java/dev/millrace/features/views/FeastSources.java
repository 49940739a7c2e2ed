package dev.millrace.features.views;

import feast.proto.core.DataFormatProto.FileFormat;
import feast.proto.core.DataSourceProto.DataSource;

/**
 * Where Feast finds the rows of a view: their history as Parquet files, for training sets, behind a push source, which stands for the
 * rows that the platform writes to the online store itself.
 *
 * @param history folder or URI that has a folder for each view
 */
record FeastSources(String project, String history) {
    static String historyName(FeatureView view) {
        return view.name() + "_history";
    }

    static String pushName(FeatureView view) {
        return view.name() + "_push";
    }

    DataSource history(FeatureView view) {
        return base(view, historyName(view))
                .setType(DataSource.SourceType.BATCH_FILE)
                .setDataSourceClassType("feast.infra.offline_stores.file_source.FileSource")
                .setFileOptions(DataSource.FileOptions.newBuilder()
                        .setUri(history + "/" + view.name())
                        .setFileFormat(FileFormat.newBuilder()
                                .setParquetFormat(FileFormat.ParquetFormat.getDefaultInstance())))
                .build();
    }

    DataSource push(FeatureView view) {
        return base(view, pushName(view))
                .setType(DataSource.SourceType.PUSH_SOURCE)
                .setDataSourceClassType("feast.data_source.PushSource")
                .setPushOptions(DataSource.PushOptions.getDefaultInstance())
                .setBatchSource(history(view))
                .build();
    }

    private DataSource.Builder base(FeatureView view, String name) {
        return DataSource.newBuilder()
                .setName(name)
                .setProject(project)
                .setOwner(view.owner())
                .putTags(FeastRegistry.TAG, FeastRegistry.TAG_VALUE)
                .setTimestampField(FeatureView.EVENT_TIMESTAMP)
                .setCreatedTimestampColumn(FeatureView.CREATED_TIMESTAMP);
    }
}
