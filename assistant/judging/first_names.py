"""Common French first names, by which persons are recognised; those that are also ordinary words are left out."""

from __future__ import annotations

from typing import Final

FIRST_NAMES: Final = frozenset(
    """
    abdel adam adeline adrien adrienne agathe agnès ahmed alain alban albane albert alexandra alexandre alexia
    alexis alice alicia aline alix alizée amandine amélie amina amine amir anaïs anastasia anatole andré andréa
    angélique anna anne annick annie anouk antoine antonin antony apolline ariane armand armelle arnaud arthur
    astrid aubin aude audrey augustin aurélie aurélien aurore axel axelle aya aymeric baptiste barbara bastien
    béatrice benjamin benoît bérénice bernadette bernard bertrand bilal brice brigitte bruno camille candice
    capucine carine carla carole caroline cassandra catherine cécile cédric célia célian céline chantal charlène
    charles charline charlotte chloé christelle christian christiane christine christophe claire clara clarisse
    claude claudine clément clémence clémentine colette coline corentin corinne coralie cyril cyrille cyprien
    damien daniel daniela danielle danièle david davy deborah delphine denis denise diane didier dimitri
    dominique dorian dorothée dylan édith édouard éléa éléna éléonore éliane élias élie éliott élisa élisabeth
    élise élodie éloïse elsa elliot émeline émile émilie émilien emma emmanuel emmanuelle emmy enzo éric érica
    erwan erwann estelle esteban esther étienne eugène eugénie éva évan ève évelyne fabien fabienne fabrice
    fadila farid farida fatima fatoumata félicie félix ferdinand fiona flavie flora floriane florent florian
    françois françoise franck frédéric frédérique gabin gabriel gabrielle gaël gaëlle gaëtan gaspard gauthier
    geneviève geoffrey georges gérald géraldine gérard gilbert gilles gisèle grégoire grégory guilhem guillaume
    gustave guy gwenaël gwenaëlle gwendoline habib hakim hamza hanna hannah hassan hélène héloïse henri hervé
    hichem honorine hubert hugo hugues ibrahim idriss igor ilan ilyès imane inès ingrid irène iris isabelle
    isaac ismaël jacqueline jacques jade jamila jasmine jean jeanne jeannine jérémie jérémy jérôme jessica
    joachim joan jocelyne joël joëlle johan johanna jonas jonathan jordan joris joseph josette joséphine josiane
    joshua judith jules julia julian julie julien juliette justine kaïs karim karima karine katia kelly kenza
    kévin khadija khalid kylian laetitia laëtitia lambert lara laura laurence laurent laurie léa léana léane
    leïla lena léna léo léon léonard léonie léopold leslie lila lilian liliane lilou lina linda lionel lisa lise
    loïc loïs lola loris lorenzo lou louane louis louise louka luc luca lucas lucie lucien lucienne ludivine
    ludovic lydia lydie maël maëlle maëlys maéva magali mahaut malik malika manon manuel marc marcel marceau
    margaux margot marguerite maria mariam marianne marie marielle marilyne marina marine marion marius marlène
    marjorie marthe martial martin martine maryse mathéo mathias mathieu mathilde mathis mathys matthias
    matthieu matteo maud maurice maxence maxime maxine mehdi mélanie mélina mélissa mélodie michaël michel
    michèle micheline mickaël mila milan milo mireille mohamed mohammed monique morgan morgane mouna mouloud
    mounir muriel myriam nabil nadège nadia nadine naël naïm najat nassim natacha nathalie nathan nathanaël
    nicolas nicole nina ninon noah noé noéline noémie nolan nora norbert océane odette odile olivia olivier
    ombeline ophélie oscar othman pascal pascale patrice patricia patrick paul paula paulette pauline perrine
    philippe pierre pierrick pierrette priscilla quentin rachel rachid raoul raphaël raphaëlle raymond raymonde
    rayan régine régis rémi rémy renaud rené renée richard robert rodolphe rodrigue roger roland rolande romain
    romane roméo romuald ronan roselyne roxane ruben sabine sabrina sacha saïd salma salomé samia samir samuel
    samy sandra sandrine sara sarah sébastien selma séverine sidonie siham simon simone sofia sofiane solène
    soline sonia sophie soraya stanislas stella stéphane stéphanie steven suzanne suzie swann sylvain sylvaine
    sylvie tania tanguy tatiana téo tessa théa théo théodore théophile thérèse thibaud thibault thibaut thierry
    thomas tiago timéo timothée titouan tom tony tristan ugo ulysse valentin valentine valérie valéry vanessa
    véronique vianney victor victoria vincent virginie viviane vladimir wafa walid wassim wendy wilfried william
    xavier yacine yann yanis yasmine yassine yoan yoann yohan yolande youcef youssef yvan yves yvette yvonne
    zacharie zakaria zoé zohra zoubida
    """.split()
)
