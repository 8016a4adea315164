/**
 * What a candidate family must do, and Smile's learners behind it. The only package that imports Smile.
 */
package dev.evergreen.trainer.learner;
