package dev.millrace.k8s;

import dev.millrace.k8s.check.AclCheck;
import dev.millrace.k8s.check.BackupCheck;
import dev.millrace.k8s.check.CertificateCheck;
import dev.millrace.k8s.check.EncryptionCheck;
import dev.millrace.k8s.check.EnvironmentCheck;
import dev.millrace.k8s.check.ExternalSecretCheck;
import dev.millrace.k8s.check.FileCheck;
import dev.millrace.k8s.check.FlinkCheck;
import dev.millrace.k8s.check.GpuCheck;
import dev.millrace.k8s.check.MembershipCheck;
import dev.millrace.k8s.check.MirrorCheck;
import dev.millrace.k8s.check.MonitoringCheck;
import dev.millrace.k8s.check.NetworkCheck;
import dev.millrace.k8s.check.OidcCheck;
import dev.millrace.k8s.check.OpenStackCheck;
import dev.millrace.k8s.check.PodCheck;
import dev.millrace.k8s.check.ReferenceCheck;
import dev.millrace.k8s.check.ScalingCheck;
import dev.millrace.k8s.check.SchemaCheck;
import dev.millrace.k8s.check.SecretCheck;
import dev.millrace.k8s.check.SecurityCheck;
import dev.millrace.k8s.check.TopicsCheck;
import dev.millrace.k8s.check.TrainingCheck;
import java.util.List;

/** All checks, over one rendering. */
final class Checks {
    private static final List<Check> ALL = List.of(
            new SchemaCheck(),
            new SecurityCheck(),
            new PodCheck(),
            new EnvironmentCheck(),
            new ReferenceCheck(),
            new SecretCheck(),
            new ExternalSecretCheck(),
            new FileCheck(),
            new CertificateCheck(),
            new EncryptionCheck(),
            new TopicsCheck(),
            new AclCheck(),
            new ScalingCheck(),
            new MirrorCheck(),
            new OidcCheck(),
            new OpenStackCheck(),
            new FlinkCheck(),
            new MonitoringCheck(),
            new NetworkCheck(),
            new TrainingCheck(),
            new GpuCheck(),
            new MembershipCheck(),
            new BackupCheck());

    private Checks() {}

    static List<Finding> run(Documents documents) {
        var findings = new Findings();
        ALL.forEach(check -> check.check(documents, findings));
        return findings.list();
    }
}
