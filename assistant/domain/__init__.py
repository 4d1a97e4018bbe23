"""The vocabulary of Jalon: frozen types without I/O and without any vendor.

Glossary (French term of the trade -> name here)
    référentiel            Referentiel   the official text: blocs, activités, compétences, critères
    bloc                   Block
    compétence             Competence    "C.1.2b"
    production             Production    what the learner hands in ("dossier", "offre"…)
    critère                Criterion     "CR.1.1.03", assessed one by one
    niveau                 Level         0 non abordé … 3 maîtrisé
    brouillon, copie       Document      a draft once read: text, sections, passages
    passage                Passage       the smallest piece that a quote can be pinned to
    preuve                 Evidence      a quote of the draft, checked character for character
    jugement               Judgement     proposed by a judge; Verdict once verified
    critique               Critique      all the verdicts of a draft, and three moves first
    fiche-conseil          Guidance      what the jury expects for one criterion
    exemple commenté       Exemplar      a worked example on an invented company
    fiche mémo             Card          a fact of law or arithmetic with its source
"""
