package dev.evergreen.infra.data;

import dev.evergreen.ingest.event.FeatureVector;
import java.util.SplittableRandom;

/**
 * One person of {@link Agrawal}'s.
 *
 * @param elevel level of education, 0 to 4
 * @param car make, 1 to 20
 * @param zipcode 0 to 8
 * @param hvalue value of the house
 * @param hyears years since it was bought
 */
record Applicant(
        double salary,
        double commission,
        double age,
        int elevel,
        int car,
        int zipcode,
        double hvalue,
        double hyears,
        double loan) {

    static Applicant draw(SplittableRandom random) {
        double salary = random.nextDouble(20_000, 150_000);
        double commission = salary >= 75_000 ? 0 : random.nextDouble(10_000, 75_000);
        double age = random.nextInt(20, 81);
        int elevel = random.nextInt(5);
        int car = random.nextInt(1, 21);
        int zipcode = random.nextInt(9);
        double hvalue = housePrice(zipcode) * random.nextDouble(0.5, 1.5);
        double hyears = random.nextInt(1, 31);
        double loan = random.nextDouble(0, 500_000);
        return new Applicant(salary, commission, age, elevel, car, zipcode, hvalue, hyears, loan);
    }

    /** What is put on record: numbers off by up to {@code share} of their range, never outside it. */
    Applicant perturbed(SplittableRandom random, double share) {
        return new Applicant(
                stray(random, salary, 20_000, 150_000, share),
                commission == 0 ? 0 : stray(random, commission, 10_000, 75_000, share),
                Math.rint(stray(random, age, 20, 80, share)),
                elevel,
                car,
                zipcode,
                stray(random, hvalue, 0.5 * housePrice(zipcode), 1.5 * housePrice(zipcode), share),
                Math.rint(stray(random, hyears, 1, 30, share)),
                stray(random, loan, 0, 500_000, share));
    }

    FeatureVector toVector() {
        return FeatureVector.owning(
                new double[] {salary, commission, age, elevel, car - 1, zipcode, hvalue, hyears, loan});
    }

    /** @param function 1 to 10, as numbered in the paper */
    boolean isInGroupA(int function) {
        double income = salary + commission;
        return switch (function) {
            case 1 -> age < 40 || age >= 60;
            case 2 -> between(salary, byAge(50_000, 75_000, 25_000), 50_000);
            case 3 -> hasUsualEducation();
            case 4 ->
                between(
                        salary,
                        hasUsualEducation() ? byAge(25_000, 50_000, 50_000) : byAge(50_000, 75_000, 25_000),
                        50_000);
            case 5 ->
                between(
                        loan,
                        between(salary, byAge(50_000, 75_000, 25_000), 50_000)
                                ? byAge(100_000, 200_000, 300_000)
                                : byAge(200_000, 300_000, 100_000),
                        200_000);
            case 6 -> between(income, byAge(50_000, 75_000, 25_000), 50_000);
            case 7 -> 2 * income / 3 - loan / 5 - 20_000 > 0;
            case 8 -> 2 * income / 3 - 5_000 * elevel - 20_000 > 0;
            case 9 -> 2 * income / 3 - 5_000 * elevel - loan / 5 - 10_000 > 0;
            case 10 -> 2 * income / 3 - 5_000 * elevel + equity() / 5 - 10_000 > 0;
            default -> throw new IllegalArgumentException("function " + function);
        };
    }

    private boolean hasUsualEducation() {
        double lowest = byAge(0, 1, 2);
        return elevel >= lowest && elevel <= byAge(1, 3, 4);
    }

    private double equity() {
        return hyears < 20 ? 0 : hvalue * (hyears - 20) / 10;
    }

    private double byAge(double young, double middle, double old) {
        return age < 40 ? young : age < 60 ? middle : old;
    }

    private static boolean between(double value, double from, double width) {
        return value >= from && value <= from + width;
    }

    private static double housePrice(int zipcode) {
        return 100_000 * (9 - zipcode);
    }

    private static double stray(SplittableRandom random, double value, double from, double to, double share) {
        double strayed = value + (to - from) * share * random.nextDouble(-1, 1);
        return Math.clamp(strayed, from, to);
    }
}
