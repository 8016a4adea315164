package dev.evergreen.infra;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.ObjectInputStream;
import java.util.Set;

/** The package rules of all four modules, checked here because only this module sees every other. */
@AnalyzeClasses(packages = "dev.evergreen", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String INGEST = "dev.evergreen.ingest..";
    private static final String TRAINER = "dev.evergreen.trainer..";
    private static final String EVALUATOR = "dev.evergreen.evaluator..";
    private static final String INFRA = "dev.evergreen.infra..";

    @ArchTest
    static final ArchRule businessRulesKnowNoEngine = noClasses()
            .that()
            .resideOutsideOfPackages("..flink..", "..kafka..", "..streams..", INFRA)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.flink..", "org.apache.kafka..");

    @ArchTest
    static final ArchRule onlyLearnersKnowSmile = noClasses()
            .that()
            .resideOutsideOfPackage("dev.evergreen.trainer.learner..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("smile..");

    @ArchTest
    static final ArchRule ingestKnowsNoOtherModule = noClasses()
            .that()
            .resideInAPackage(INGEST)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(TRAINER, EVALUATOR, INFRA);

    @ArchTest
    static final ArchRule trainerKnowsIngestAlone = noClasses()
            .that()
            .resideInAPackage(TRAINER)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(EVALUATOR, INFRA);

    @ArchTest
    static final ArchRule evaluatorDoesNotKnowInfra = noClasses()
            .that()
            .resideInAPackage(EVALUATOR)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(INFRA);

    // Bytes from a topic are input from outside: to deserialize them as objects is to run their sender's code.
    @ArchTest
    static final ArchRule nothingReadsSerializedObjects =
            noClasses().should().dependOnClassesThat().areAssignableTo(ObjectInputStream.class);

    @ArchTest
    static final ArchRule nothingReadsSerializedSmileModels = noClasses()
            .should()
            .callMethodWhere(describe(
                    "smile.io.Read.object",
                    (JavaCall<?> call) -> call.getTargetOwner().getName().equals("smile.io.Read")
                            && call.getName().equals("object")));

    @ArchTest
    static final ArchRule packagesAreNamedByConcept = noClasses()
            .should()
            .resideInAnyPackage(
                    "..util..", "..utils..", "..common..", "..model..", "..impl..", "..helper..", "..helpers..");

    @ArchTest
    static void everyModuleIsChecked(JavaClasses classes) {
        assertThat(packages(classes))
                .extracting(name -> name.split("\\.", -1)[2])
                .contains("ingest", "trainer", "evaluator", "infra");
    }

    @ArchTest
    static void everyPackageSaysWhatItIsFor(JavaClasses classes) {
        assertThat(packages(classes))
                .allSatisfy(name -> assertThat(classes.contain(name + ".package-info"))
                        .as("%s has a package-info.java", name)
                        .isTrue());
    }

    private static Set<String> packages(JavaClasses classes) {
        return classes.stream().map(JavaClass::getPackageName).collect(toSet());
    }
}
